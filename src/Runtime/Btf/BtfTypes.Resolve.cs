namespace BpfSharp.Btf;

internal sealed partial class BtfTypes
{
    /// <summary>Chains of modifiers longer than this are cycles, or as good as.</summary>
    const int MaximumChain = 32;

    /// <summary>The type behind const, volatile, restrict, typedefs and tags.</summary>
    public BtfType SkipModifiers(int id)
    {
        for (int step = 0; step <= MaximumChain; step++)
        {
            var type = this[id];
            if (!type.IsModifierOrTypedef) return type;
            id = type.TypeId;
        }
        throw Malformed($"Type {id} is a cycle of typedefs and modifiers", -1);
    }

    /// <summary>Bytes of a type; -1 where it has none (void, functions, forward declarations) or is a cycle.</summary>
    public long SizeOf(int id)
    {
        const long limit = int.MaxValue;
        long elements = 1;
        for (int step = 0; step <= MaximumChain; step++)
        {
            var type = this[id];
            switch (type.Kind)
            {
                case BtfKind.Int or BtfKind.Struct or BtfKind.Union or BtfKind.Enum or BtfKind.Enum64 or BtfKind.DataSection or BtfKind.Float:
                    return Checked(elements, type.Size, limit);
                case BtfKind.Pointer:
                    return Checked(elements, 8, limit);
                case BtfKind.Array:
                    elements = Checked(elements, type.ElementCount, limit);
                    if (elements < 0) return -1;
                    id = type.ElementTypeId;
                    break;
                case BtfKind.Typedef or BtfKind.Const or BtfKind.Volatile or BtfKind.Restrict or BtfKind.TypeTag or BtfKind.Variable:
                    id = type.TypeId;
                    break;
                default:
                    return -1;
            }
        }
        return -1;
    }

    static long Checked(long elements, uint size, long limit)
    {
        long product = elements * size; // both at most 2^32
        return product > limit ? -1 : product;
    }
}
