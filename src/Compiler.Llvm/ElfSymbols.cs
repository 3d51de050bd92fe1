using System.Buffers.Binary;
using System.Text;

namespace BpfSharp.Compiler.Llvm;

/// <summary>Reads just enough of an ELF64 little-endian object to see what it leaves for others to define.</summary>
internal static class ElfSymbols
{
    const int HeaderSize = 64, SectionSize = 64, SymbolSize = 24;
    const uint SymbolTable = 2;

    /// <summary>The names of undefined symbols; null when this is no object that can be read.</summary>
    public static List<string>? Undefined(ReadOnlySpan<byte> elf)
    {
        if (elf.Length < HeaderSize || !elf.StartsWith("\x7f"u8 + "ELF\x02\x01"u8)) return null;
        ulong table = BinaryPrimitives.ReadUInt64LittleEndian(elf[40..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(elf[60..]);
        var names = new List<string>();
        for (int i = 0; i < count; i++)
        {
            if (!TryHeader(elf, table, i, out var header)) return null;
            if (BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) != SymbolTable) continue;
            if (!TryHeader(elf, table, (int)BinaryPrimitives.ReadUInt32LittleEndian(header[40..]), out var stringHeader)) return null;
            if (!TryContent(elf, header, out var symbols) || !TryContent(elf, stringHeader, out var strings)) return null;
            for (; symbols.Length >= SymbolSize; symbols = symbols[SymbolSize..])
            {
                uint name = BinaryPrimitives.ReadUInt32LittleEndian(symbols);
                int section = BinaryPrimitives.ReadUInt16LittleEndian(symbols[6..]);
                if (name == 0 || section != 0) continue;
                if (name >= (uint)strings.Length) return null;
                var rest = strings[(int)name..];
                int end = rest.IndexOf((byte)0);
                if (end < 0) return null;
                names.Add(Encoding.UTF8.GetString(rest[..end]));
            }
        }
        return names;
    }

    static bool TryHeader(ReadOnlySpan<byte> elf, ulong table, int index, out ReadOnlySpan<byte> header)
    {
        header = default;
        if (table > (ulong)elf.Length || index < 0) return false;
        long start = (long)table + (long)index * SectionSize;
        if (start + SectionSize > elf.Length) return false;
        header = elf.Slice((int)start, SectionSize);
        return true;
    }

    static bool TryContent(ReadOnlySpan<byte> elf, ReadOnlySpan<byte> header, out ReadOnlySpan<byte> content)
    {
        ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(header[24..]), size = BinaryPrimitives.ReadUInt64LittleEndian(header[32..]);
        bool inside = offset <= (ulong)elf.Length && size <= (ulong)elf.Length - offset;
        content = inside ? elf.Slice((int)offset, (int)size) : default;
        return inside;
    }
}
