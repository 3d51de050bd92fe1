using System.Text;

namespace BpfSharp.Btf;

/// <summary>Compares the memory that two types describe: the same fields, by name, at the same places, of the same kind.</summary>
internal static class LayoutComparer
{
    private const int DeepestNesting = 32;

    /// <summary>What differs, as the end of a sentence; null for nothing.</summary>
    public static string? FindDifference(BtfTypes mine, int myId, BtfTypes theirs, int theirId) => Compare(mine, myId, theirs, theirId, "it", 0);

    private static string? Compare(BtfTypes mine, int myId, BtfTypes theirs, int theirId, string path, int depth)
    {
        var my = mine.SkipModifiers(myId);
        var their = theirs.SkipModifiers(theirId);
        if (mine.SizeOf(myId) != theirs.SizeOf(theirId))
            return $"{path} has {theirs.SizeOf(theirId)} bytes, not {mine.SizeOf(myId)}";
        if (KindOf(my) != KindOf(their))
            return $"{path} is of kind {their.Kind}, not {my.Kind}";
        if (depth > DeepestNesting)
            return null;
        switch (my.Kind)
        {
            case BtfKind.Array:
                return my.ElementCount == their.ElementCount
                    ? Compare(mine, my.ElementTypeId, theirs, their.ElementTypeId, path + "[]", depth + 1)
                    : $"{path} has {their.ElementCount} elements, not {my.ElementCount}";
            case BtfKind.Struct or BtfKind.Union:
                if (my.Count != their.Count)
                    return $"{path} has {their.Count} fields, not {my.Count}";
                for (int index = 0; index < my.Count; index++)
                {
                    BtfMember one = my.Member(index), other = their.Member(index);
                    string name = NameOf(my, one), otherName = NameOf(their, other);
                    if (name != otherName || one.BitOffset != other.BitOffset || one.BitSize != other.BitSize)
                        return $"{path} has the field {otherName} at bit {other.BitOffset}, not {name} at {one.BitOffset}";
                    if (Compare(mine, one.TypeId, theirs, other.TypeId, name, depth + 1) is { } difference)
                        return difference;
                }

                return null;
            default:
                return null;
        }
    }

    // A pointer's target lies elsewhere, and a signed number is as long as an unsigned one: neither moves a byte.
    private static BtfKind KindOf(BtfType type) => type.Kind is BtfKind.Enum or BtfKind.Enum64 ? BtfKind.Int : type.Kind;

    private static string NameOf(BtfType type, BtfMember member) => Encoding.UTF8.GetString(type.StringAt(member.NameOffset));
}
