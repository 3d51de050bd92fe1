using BpfSharp.Btf;

namespace BpfSharp.Objects;

internal sealed partial class TypeComparer
{
    /// <summary>
    /// The strict comparison (bpf_core_type_matches): every local member and enumerator exists in the target with a
    /// type that matches; behind pointers, structs only need the name.
    /// </summary>
    public bool TypesMatch(int localId, int targetId) => TypesMatch(localId, targetId, behindPointer: false, MaximumDepth);

    bool TypesMatch(int localId, int targetId, bool behindPointer, int level)
    {
        if (level <= 0) return TooDeep();
        for (int depth = 0; depth < MaximumDepth; depth++)
        {
            if (!Spend()) return false;
            var a = local.SkipModifiers(localId);
            var b = target.SkipModifiers(targetId);
            if (!NamesMatch(a.NameOffset, b.NameOffset)) return false;
            switch (a.Kind)
            {
                case BtfKind.Void:
                    return b.Kind == BtfKind.Void;
                case BtfKind.Forward:
                    return b.Kind == BtfKind.Forward ? a.Flag == b.Flag : behindPointer && b.Kind == (a.Flag ? BtfKind.Union : BtfKind.Struct);
                case BtfKind.Enum or BtfKind.Enum64:
                    return b.IsAnyEnum && EnumsMatch(a, b);
                case BtfKind.Struct or BtfKind.Union when behindPointer:
                    return a.Kind == b.Kind || (b.Kind == BtfKind.Forward && b.Flag == (a.Kind == BtfKind.Union));
                case BtfKind.Struct or BtfKind.Union:
                    return a.Kind == b.Kind && MembersMatch(a, b, level);
                case BtfKind.Int:
                    return b.Kind == BtfKind.Int && a.Size == b.Size && (a.IntEncoding & 1) == (b.IntEncoding & 1);
                case BtfKind.Pointer:
                    if (b.Kind != BtfKind.Pointer) return false;
                    behindPointer = true;
                    (localId, targetId) = (a.TypeId, b.TypeId);
                    break;
                case BtfKind.Array:
                    if (b.Kind != BtfKind.Array || a.ElementCount != b.ElementCount) return false;
                    (localId, targetId) = (a.ElementTypeId, b.ElementTypeId);
                    break;
                case BtfKind.FunctionPrototype:
                    if (b.Kind != BtfKind.FunctionPrototype || a.Count != b.Count) return false;
                    for (int i = 0; i < a.Count; i++)
                        if (!TypesMatch(a.Parameter(i).TypeId, b.Parameter(i).TypeId, behindPointer, level - 1)) return false;
                    (localId, targetId) = (a.TypeId, b.TypeId);
                    break;
                default:
                    return false;
            }
        }
        return TooDeep();
    }

    bool EnumsMatch(BtfType a, BtfType b)
    {
        if (a.Size != b.Size || a.Count > b.Count) return false;
        for (int i = 0; i < a.Count; i++)
        {
            bool matched = false;
            for (int j = 0; j < b.Count && !matched; j++)
            {
                if (!Spend()) return false;
                matched = NamesMatch(a.Enumerator(i).NameOffset, b.Enumerator(j).NameOffset);
            }
            if (!matched) return false;
        }
        return true;
    }

    bool MembersMatch(BtfType a, BtfType b, int level)
    {
        if (a.Count > b.Count) return false;
        for (int i = 0; i < a.Count; i++)
        {
            var member = a.Member(i);
            bool matched = false;
            for (int j = 0; j < b.Count && !matched; j++)
            {
                if (!Spend()) return false;
                var other = b.Member(j);
                if (!NamesMatch(member.NameOffset, other.NameOffset)) continue;
                matched = TypesMatch(member.TypeId, other.TypeId, behindPointer: false, level - 1);
                if (IsExhausted) return false;
            }
            if (!matched) return false;
        }
        return true;
    }
}
