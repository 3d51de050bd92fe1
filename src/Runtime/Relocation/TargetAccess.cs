using BpfSharp.Btf;

namespace BpfSharp.Objects;

/// <summary>Follows a local access path through a candidate type of the kernel.</summary>
internal static class TargetAccess
{
    /// <summary>The same access in the kernel's types; null when the candidate does not have it.</summary>
    public static AccessPath? Find(TypeComparer comparer, AccessPath path, CoreKind kind, int candidate)
    {
        var found = new AccessPath(candidate);
        if (kind.IsField()) return FindField(comparer, path, found) ? found : null;
        if (kind.IsEnumerator()) return FindEnumerator(comparer, path.Steps[0], found) ? found : null;
        bool agrees = kind == CoreKind.TypeMatches
            ? comparer.TypesMatch(path.RootTypeId, candidate)
            : comparer.TypesAgree(path.RootTypeId, candidate);
        return agrees ? found : null;
    }

    static bool FindEnumerator(TypeComparer comparer, AccessStep wanted, AccessPath found)
    {
        var type = comparer.Target.SkipModifiers(found.RootTypeId);
        if (!type.IsAnyEnum) return false;
        var name = Flavour.Strip(comparer.Local.StringAt(wanted.NameOffset));
        for (int i = 0; i < type.Count; i++)
        {
            uint nameOffset = type.Enumerator(i).NameOffset;
            if (!comparer.Spend()) return false;
            if (!Flavour.Strip(comparer.Target.StringAt(nameOffset)).SequenceEqual(name)) continue;
            found.Steps.Add(new AccessStep(type.Id, i, nameOffset));
            return true;
        }
        return false;
    }

    static bool FindField(TypeComparer comparer, AccessPath path, AccessPath found)
    {
        int id = found.RootTypeId;
        for (int i = 0; i < path.Steps.Count; i++)
        {
            var step = path.Steps[i];
            if (step.IsMember)
            {
                if (!FindMember(comparer, step, found, ref id)) return false;
                continue;
            }
            // The first step indexes what the root pointer points to; later ones, an array.
            if (i > 0)
            {
                var array = comparer.Target.SkipModifiers(id);
                if (array.Kind != BtfKind.Array) return false;
                if (step.Index >= array.ElementCount && !LocalAccess.IsFlexible(comparer.Target, found.Steps[^1], array)) return false;
                id = array.ElementTypeId;
            }
            id = comparer.Target.SkipModifiers(id).Id;
            if (++found.Depth > AccessPath.MaximumDepth) return false;
            long size = comparer.Target.SizeOf(id);
            if (size < 0) return false;
            found.Steps.Add(new AccessStep(id, step.Index, 0));
            found.BitOffset += (uint)(size * step.Index * 8);
        }
        return true;
    }

    /// <summary>Looks for a member by name, also inside of anonymous members. The first of that name decides.</summary>
    static bool FindMember(TypeComparer comparer, AccessStep wanted, AccessPath found, ref int id)
    {
        var member = comparer.Local[wanted.TypeId].Member(wanted.Index);
        var name = comparer.Local.StringAt(member.NameOffset);
        if (!comparer.Spend(name.Length / 64)) return false;
        return Search(comparer, member.TypeId, name, found, ref id) == true;
    }

    /// <summary>True: found and of an agreeing type. False: found, but the type differs. Null: not here.</summary>
    static bool? Search(TypeComparer comparer, int localType, ReadOnlySpan<byte> name, AccessPath found, ref int id)
    {
        var type = comparer.Target.SkipModifiers(id);
        if (!type.IsComposite) return null;
        for (int i = 0; i < type.Count; i++)
        {
            if (!comparer.Spend()) return false;
            var member = type.Member(i);
            if (member.NameOffset == 0 || comparer.Target.StringAt(member.NameOffset).IsEmpty)
            {
                if (found.Depth >= AccessPath.MaximumDepth) return false;
                int inner = member.TypeId;
                found.Depth++;
                var result = Search(comparer, localType, name, found, ref inner);
                if (result is not null)
                {
                    found.BitOffset += member.BitOffset;
                    id = inner;
                    return result;
                }
                found.Depth--;
            }
            else if (comparer.Target.StringAt(member.NameOffset).SequenceEqual(name))
            {
                if (found.Depth >= AccessPath.MaximumDepth || !comparer.FieldsAgree(localType, member.TypeId)) return false;
                found.Depth++;
                found.BitOffset += member.BitOffset;
                found.Steps.Add(new AccessStep(type.Id, i, member.NameOffset));
                id = member.TypeId;
                return true;
            }
        }
        return null;
    }
}
