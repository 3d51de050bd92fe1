namespace BpfSharp.Elf;

/// <summary>A section header, checked to lie inside of the file.</summary>
internal sealed record ElfSection(int Index, string Name, uint Type, ulong Flags, int Offset, int Size, int Link, int Info, ulong EntrySize)
{
    public const uint ProgramBits = 1;
    public const uint SymbolTable = 2;
    public const uint StringTable = 3;
    public const uint RelocationsWithAddend = 4;
    public const uint NoBits = 8;
    public const uint Relocations = 9;

    public bool IsExecutable => Type == ProgramBits && (Flags & 4) != 0;
}

/// <summary>An entry of the symbol table.</summary>
/// <param name="NameOffset">In the table's string section.</param>
/// <param name="Info">Type and binding.</param>
/// <param name="Other">Visibility.</param>
/// <param name="Section">Number of its section; 0 when undefined; from 0xff00 special.</param>
/// <param name="Value">Byte offset in its section.</param>
/// <param name="Size">Bytes; 0 when unknown.</param>
internal readonly record struct ElfSymbol(uint NameOffset, byte Info, byte Other, int Section, ulong Value, ulong Size)
{
    public bool IsObject => (Info & 0xf) == 1;
    public bool IsFunction => (Info & 0xf) == 2;
    public bool IsSection => (Info & 0xf) == 3;
    public bool IsLocal => Info >> 4 == 0;
    public bool IsWeak => Info >> 4 == 2;
    public bool IsUndefined => Section == 0;

    /// <summary>Hidden or internal visibility.</summary>
    public bool IsHidden => (Other & 3) is 1 or 2;
}

/// <summary>A relocation: where, and against which symbol.</summary>
internal readonly record struct ElfRelocation(ulong Offset, int Symbol, uint Type);
