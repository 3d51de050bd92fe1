using System.Buffers.Binary;

namespace BpfSharp.Btf;

/// <summary>
/// Makes the names of types and of their parts identifiers of ASCII letters: the kernel refuses others, and with them
/// the whole BTF, though languages with generics or with letters beyond ASCII write them. Only dumps show the difference.
/// </summary>
internal readonly ref struct KernelNames
{
    readonly BtfTypes _types;
    readonly Span<byte> _strings;

    /// <param name="types">As read; they keep their names.</param>
    /// <param name="copy">A copy of their blob for the kernel, in the plain layout.</param>
    public KernelNames(BtfTypes types, Span<byte> copy)
    {
        _types = types;
        _strings = copy[(BtfTypes.MinimumHeader + (int)BinaryPrimitives.ReadUInt32LittleEndian(copy[16..]))..];
    }

    public void Fix()
    {
        for (int id = _types.FirstId; id < _types.EndId; id++)
        {
            var type = _types[id];
            // kernel/bpf/btf.c: btf_name_valid_identifier is asked about all kinds but these.
            if (type.Kind is BtfKind.Int or BtfKind.Float or BtfKind.DataSection or BtfKind.DeclarationTag or BtfKind.TypeTag)
                continue;
            Fix(type.NameOffset);
            for (int i = 0; i < PartCount(type); i++)
                Fix(PartName(type, i));
        }
    }

    static int PartCount(BtfType type)
        => type.IsComposite || type.IsAnyEnum || type.Kind == BtfKind.FunctionPrototype ? type.Count : 0;

    static uint PartName(BtfType type, int index) => type.Kind switch
    {
        BtfKind.FunctionPrototype => type.Parameter(index).NameOffset,
        BtfKind.Enum or BtfKind.Enum64 => type.Enumerator(index).NameOffset,
        _ => type.Member(index).NameOffset,
    };

    void Fix(uint offset)
    {
        // KSYM_NAME_LEN: what is longer the kernel refuses anyway.
        const uint longest = 512;
        if (offset >= (uint)_strings.Length) throw _types.Malformed($"String offset 0x{offset:x} is outside of the {_strings.Length} bytes of strings", -1);
        for (uint at = offset; at - offset < longest && _strings[(int)at] is not 0 and var letter; at++)
            if (!(char.IsAsciiLetterOrDigit((char)letter) || letter is (byte)'_' or (byte)'.'))
                _strings[(int)at] = (byte)'_';
    }
}
