using System.Buffers.Text;
using BpfSharp.Btf;

namespace BpfSharp.Objects;

/// <summary>Reads the access path of a relocation, <c>0:1:2</c>, as the compiler wrote it over the object's own types.</summary>
internal static class LocalAccess
{
    /// <exception cref="BpfObjectFormatException">The path does not fit the types.</exception>
    public static AccessPath Read(BtfTypes types, CoreRelocation relocation)
    {
        var text = types.StringAt(relocation.AccessOffset);
        var kind = (CoreKind)relocation.Kind;
        var path = new AccessPath(relocation.TypeId);
        if (!kind.IsField() && !kind.IsEnumerator())
        {
            if (!text.SequenceEqual("0"u8)) throw Fail(types, relocation, "a whole type is accessed with a path");
            return path;
        }
        int first = Next(types, relocation, ref text);
        var root = types.SkipModifiers(relocation.TypeId);
        if (kind.IsEnumerator())
        {
            if (!root.IsAnyEnum || !text.IsEmpty || first >= root.Count) throw Fail(types, relocation, "it is not an enumerator of an enum");
            path.Steps.Add(new AccessStep(root.Id, first, root.Enumerator(first).NameOffset));
            return path;
        }
        path.Steps.Add(new AccessStep(root.Id, first, 0));
        path.Depth = 1;
        path.BitOffset = ElementBits(types, relocation, root.Id, first);
        int id = root.Id;
        while (!text.IsEmpty)
        {
            if (++path.Depth > AccessPath.MaximumDepth) throw Fail(types, relocation, "it is too deep");
            id = Step(types, relocation, path, id, Next(types, relocation, ref text));
        }
        return path;
    }

    static int Step(BtfTypes types, CoreRelocation relocation, AccessPath path, int id, int index)
    {
        var type = types.SkipModifiers(id);
        if (type.IsComposite)
        {
            if (index >= type.Count) throw Fail(types, relocation, $"{types.Describe(type.Id)} has no member {index}");
            var member = type.Member(index);
            path.BitOffset += member.BitOffset;
            if (member.NameOffset != 0) path.Steps.Add(new AccessStep(type.Id, index, member.NameOffset));
            return member.TypeId;
        }
        if (type.Kind != BtfKind.Array) throw Fail(types, relocation, $"it goes into {types.Describe(type.Id)}, which has no parts");
        var element = types.SkipModifiers(type.ElementTypeId);
        if (index >= type.ElementCount && !IsFlexible(types, path.Steps[^1], type)) throw Fail(types, relocation, $"element {index} is outside of the array");
        path.Steps.Add(new AccessStep(element.Id, index, 0));
        path.BitOffset += ElementBits(types, relocation, element.Id, index);
        return element.Id;
    }

    /// <summary>An array without a length is flexible when it is the last member of its struct.</summary>
    public static bool IsFlexible(BtfTypes types, AccessStep holder, BtfType array)
        => holder.IsMember && array.ElementCount == 0 && holder.Index == types[holder.TypeId].Count - 1;

    static uint ElementBits(BtfTypes types, CoreRelocation relocation, int elementType, int index)
    {
        long size = types.SizeOf(elementType);
        if (size < 0) throw Fail(types, relocation, $"{types.Describe(elementType)} has no size");
        return (uint)(size * index * 8);
    }

    static int Next(BtfTypes types, CoreRelocation relocation, ref ReadOnlySpan<byte> text)
    {
        if (!Utf8Parser.TryParse(text, out int value, out int used) || value < 0 || (used < text.Length && (text[used] != (byte)':' || used + 1 == text.Length)))
            throw Fail(types, relocation, "the path is not a list of numbers");
        text = text[Math.Min(used + 1, text.Length)..];
        return value;
    }

    static BpfObjectFormatException Fail(BtfTypes types, CoreRelocation relocation, string why)
        => new($"A CO-RE relocation of {types.Describe(relocation.TypeId)}, path {types.TextAt(relocation.AccessOffset)}, makes no sense: {why}", ".BTF.ext", -1,
            "The object is damaged: build it again.");
}
