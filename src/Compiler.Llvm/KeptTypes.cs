using System.Buffers.Binary;

namespace BpfSharp.Compiler.Llvm;

/// <summary>
/// LLVM only declares a struct that nothing but a pointer in another struct names. The kernel wants a struct behind a tagged pointer
/// (btf_find_kptr in kernel/bpf/btf.c) and looks at its name alone, so the declaration becomes a struct without members, in place.
/// </summary>
internal static class KeptTypes
{
    const int HeaderSize = 64, SectionSize = 64, BtfHeaderSize = 24;
    const uint Pointer = 2, Array = 3, Struct = 4, Union = 5, Enum = 6, Forward = 7, Int = 1, Prototype = 13, Variable = 14, Section = 15, DeclarationTag = 17, TypeTag = 18, Enum64 = 19;

    /// <summary>Changes what needs it; leaves alone what cannot be read.</summary>
    public static void Define(Span<byte> elf)
    {
        if (FindTypes(elf) is not { } range) return;
        var types = elf[range];
        List<int> starts = [0];
        for (int at = 0; at < types.Length;)
        {
            starts.Add(at);
            if (SizeOf(types[at..]) is not { } size || size > types.Length - at) return;
            at += size;
        }
        for (int id = 1; id < starts.Count; id++)
        {
            var record = types[starts[id]..];
            if (KindOf(record) != TypeTag || Word(record, 8) is var target && target >= (uint)starts.Count) continue;
            var declared = types[starts[(int)target]..];
            if (target == 0 || KindOf(declared) != Forward) continue;
            bool isUnion = (Word(declared, 4) & 0x8000_0000) != 0;
            BinaryPrimitives.WriteUInt32LittleEndian(declared[4..], (isUnion ? Union : Struct) << 24);
            BinaryPrimitives.WriteUInt32LittleEndian(declared[8..], 0);
        }
    }

    static uint Word(ReadOnlySpan<byte> record, int at) => BinaryPrimitives.ReadUInt32LittleEndian(record[at..]);

    static uint KindOf(ReadOnlySpan<byte> record) => (Word(record, 4) >> 24) & 0x1f;

    static int? SizeOf(ReadOnlySpan<byte> record)
    {
        if (record.Length < 12) return null;
        int count = (int)(Word(record, 4) & 0xffff);
        return KindOf(record) switch
        {
            Int or Variable or DeclarationTag => 16,
            Array => 24,
            Struct or Union or Section or Enum64 => 12 + 12 * count,
            Enum or Prototype => 12 + 8 * count,
            >= Pointer and <= TypeTag => 12,
            _ => null,
        };
    }

    /// <summary>Where the records of <c>.BTF</c> are.</summary>
    static Range? FindTypes(ReadOnlySpan<byte> elf)
    {
        if (elf.Length < HeaderSize) return null;
        ulong table = BinaryPrimitives.ReadUInt64LittleEndian(elf[40..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(elf[60..]), names = BinaryPrimitives.ReadUInt16LittleEndian(elf[62..]);
        if (Content(elf, table, names) is not { } nameRange) return null;
        for (int index = 0; index < count; index++)
        {
            if (Content(elf, table, index) is not { } range) continue;
            uint name = Word(elf, (int)table + index * SectionSize);
            if (name >= (uint)elf[nameRange].Length || !elf[nameRange][(int)name..].StartsWith(".BTF\0"u8)) continue;
            var content = elf[range];
            if (content.Length < BtfHeaderSize) return null;
            long start = (long)Word(content, 4) + Word(content, 8), size = Word(content, 12);
            if (start + size > content.Length) return null;
            int first = range.Start.Value + (int)start;
            return first..(first + (int)size);
        }
        return null;
    }

    static Range? Content(ReadOnlySpan<byte> elf, ulong table, int index)
    {
        long header = (long)table + (long)index * SectionSize;
        if (table > (ulong)elf.Length || header + SectionSize > elf.Length) return null;
        ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(elf[((int)header + 24)..]), size = BinaryPrimitives.ReadUInt64LittleEndian(elf[((int)header + 32)..]);
        return offset <= (ulong)elf.Length && size <= (ulong)elf.Length - offset ? (int)offset..(int)(offset + size) : null;
    }
}
