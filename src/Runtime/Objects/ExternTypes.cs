using System.Buffers.Binary;
using BpfSharp.Btf;

namespace BpfSharp.Objects;

/// <summary>
/// The kernel accepts no extern in a program's BTF. So the <c>.ksyms</c> section is rewritten, as libbpf does it,
/// into four-byte variables of the program's own; the code refers to the real ones by number.
/// </summary>
internal static class ExternTypes
{
    const uint GlobalLinkage = 1;

    /// <summary>Returns the blob with two types more at its end: an int and a variable of it that stands for the functions.</summary>
    public static byte[] MakeLoadable(byte[] btf, BtfTypes types, int sectionId)
    {
        var section = types[sectionId];
        int integer = types.EndId;
        int variable = types.EndId + 1;
        int position = types.PositionOf(sectionId);
        uint anyName = 0;
        for (int i = 0; i < section.Count; i++)
        {
            var type = types[section.SectionVariable(i).TypeId];
            int at = types.PositionOf(type.Id);
            anyName = type.NameOffset;
            if (type.Kind == BtfKind.Function)
            {
                NameParameters(btf, types, type);
                BinaryPrimitives.WriteUInt16LittleEndian(btf.AsSpan(at + 4), (ushort)GlobalLinkage);
                BinaryPrimitives.WriteInt32LittleEndian(btf.AsSpan(position + 12 + 12 * i), variable);
            }
            else
            {
                BinaryPrimitives.WriteInt32LittleEndian(btf.AsSpan(at + 8), integer);
                BinaryPrimitives.WriteUInt32LittleEndian(btf.AsSpan(at + 12), GlobalLinkage);
            }
            BinaryPrimitives.WriteInt32LittleEndian(btf.AsSpan(position + 12 + 12 * i + 4), 4 * i);
            BinaryPrimitives.WriteInt32LittleEndian(btf.AsSpan(position + 12 + 12 * i + 8), 4);
        }
        BinaryPrimitives.WriteInt32LittleEndian(btf.AsSpan(position + 8), 4 * section.Count);
        // Names only need to be valid identifiers; one that is there already saves growing the strings.
        return types.Append([anyName, (uint)BtfKind.Int << 24, 4, 1 << 24 | 32, anyName, (uint)BtfKind.Variable << 24, (uint)integer, GlobalLinkage]);
    }

    /// <summary>The kernel demands names for the parameters of a FUNC; compilers leave them out of declarations.</summary>
    static void NameParameters(byte[] btf, BtfTypes types, BtfType function)
    {
        var prototype = types[function.TypeId];
        if (prototype.Kind != BtfKind.FunctionPrototype) return;
        int at = types.PositionOf(prototype.Id);
        for (int i = 0; i < prototype.Count; i++)
        {
            var (name, type) = prototype.Parameter(i);
            if (type != 0 && name == 0) BinaryPrimitives.WriteUInt32LittleEndian(btf.AsSpan(at + 12 + 8 * i), function.NameOffset);
        }
    }
}
