using System.Buffers.Binary;
using System.Text;

namespace BpfSharp.Elf;

internal readonly ref partial struct ElfFile
{
    const int SymbolSize = 24;
    const int RelocationSize = 16;

    /// <summary>Longer names are hostile: the kernel's own limit is 512.</summary>
    const int MaximumName = 1024;

    public int SymbolCount => _symbols is null ? 0 : _symbols.Size / SymbolSize;

    public ElfSymbol Symbol(int index)
    {
        if ((uint)index >= (uint)SymbolCount) throw Damaged($"Symbol {index} does not exist, there are {SymbolCount}", -1);
        var entry = _bytes.Slice(_symbols!.Offset + index * SymbolSize, SymbolSize);
        var symbol = new ElfSymbol(
            BinaryPrimitives.ReadUInt32LittleEndian(entry), entry[4], entry[5],
            BinaryPrimitives.ReadUInt16LittleEndian(entry[6..]),
            BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(entry[16..]));
        if (symbol.Section >= _sections.Length && symbol.Section < 0xff00)
            throw Damaged($"Symbol {index} is in section {symbol.Section}, but there are only {_sections.Length}", -1);
        return symbol;
    }

    /// <summary>A symbol's name; a section symbol without one has the section's.</summary>
    public string NameOf(ElfSymbol symbol)
    {
        if (symbol.IsSection && symbol.NameOffset == 0 && symbol.Section < _sections.Length) return _sections[symbol.Section].Name;
        int link = _symbols!.Link;
        if ((uint)link >= (uint)_sections.Length) throw Damaged($"The symbols' names should be in section {link}, which does not exist", -1);
        return Text(Contents(_sections[link]), symbol.NameOffset, "a symbol");
    }

    public static int RelocationCount(ElfSection section) => section.Size / RelocationSize;

    public ElfRelocation Relocation(ElfSection section, int index)
    {
        var entry = Contents(section).Slice(index * RelocationSize, RelocationSize);
        ulong info = BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]);
        return new ElfRelocation(BinaryPrimitives.ReadUInt64LittleEndian(entry), (int)(info >> 32), (uint)info);
    }

    static string Text(ReadOnlySpan<byte> strings, uint offset, string what)
    {
        if (offset == 0 && strings.IsEmpty) return "";
        if (offset >= (uint)strings.Length) throw Damaged($"The name of {what} is outside of the string table (offset 0x{offset:x})", -1);
        var rest = strings[(int)offset..];
        int length = rest[..Math.Min(rest.Length, MaximumName + 1)].IndexOf((byte)0);
        if (length < 0) throw Damaged($"The name of {what} (offset 0x{offset:x}) does not end within {MaximumName} bytes", -1);
        return Encoding.UTF8.GetString(rest[..length]);
    }
}
