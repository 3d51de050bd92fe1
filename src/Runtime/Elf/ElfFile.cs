using System.Buffers.Binary;

namespace BpfSharp.Elf;

/// <summary>
/// A reader of 64-bit little-endian ELF over bytes it does not trust. It checks the headers when made, and each
/// table entry when read; nothing it returns can reach outside of the bytes.
/// </summary>
internal readonly ref partial struct ElfFile
{
    const int HeaderSize = 64;
    const int SectionHeaderSize = 64;
    const int MachineBpf = 247;
    internal const string Rebuild = "The file is damaged: build the object again.";

    readonly ReadOnlySpan<byte> _bytes;
    readonly ElfSection[] _sections;
    readonly ElfSection? _symbols;

    /// <summary>True when the bytes begin as an ELF file does.</summary>
    public static bool IsElf(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\u007fELF"u8);

    /// <param name="bytes">The whole file.</param>
    /// <param name="anyMachine">Also accept what was not built for BPF (a kernel image with a .BTF section).</param>
    public ElfFile(ReadOnlySpan<byte> bytes, bool anyMachine = false)
    {
        if (!IsElf(bytes))
            throw new BpfObjectFormatException("This is not an ELF file", "the ELF header", 0, "Pass a BPF object file, such as clang's -target bpf or BpfSharp's build writes.");
        if (bytes.Length < HeaderSize) throw Damaged($"The file ends inside of the ELF header, after {bytes.Length} bytes", bytes.Length);
        if (bytes[4] != 2) throw new BpfObjectFormatException("The object is not 64-bit", "the ELF header", 4, "BPF objects are always 64-bit: build it again for the bpfel target.");
        if (bytes[5] != 1) throw new BpfObjectFormatException("The object is not little-endian", "the ELF header", 5, "Build it for the bpfel target: big-endian machines are not supported.");
        int machine = BinaryPrimitives.ReadUInt16LittleEndian(bytes[18..]);
        if (!anyMachine && machine != MachineBpf)
            throw new BpfObjectFormatException($"The object is for machine {machine}, not for BPF ({MachineBpf})", "the ELF header", 18, "Build it with -target bpf.");
        if (!anyMachine && BinaryPrimitives.ReadUInt16LittleEndian(bytes[16..]) != 1)
            throw new BpfObjectFormatException("The file is not a relocatable object", "the ELF header", 16, "Pass the object that the compiler wrote, not a linked executable.");
        _bytes = bytes;
        _sections = ReadSections(bytes);
        foreach (var section in _sections)
            if (section.Type == ElfSection.SymbolTable) _symbols = section;
    }

    public IReadOnlyList<ElfSection> Sections => _sections;

    public ElfSection? FindSection(string name)
    {
        foreach (var section in _sections)
            if (section.Name == name) return section;
        return null;
    }

    /// <summary>A section's bytes; empty for one that has none in the file (.bss).</summary>
    public ReadOnlySpan<byte> Contents(ElfSection section)
        => section.Type == ElfSection.NoBits ? default : _bytes.Slice(section.Offset, section.Size);

    internal static BpfObjectFormatException Damaged(string problem, long offset) => new(problem, "the ELF file", offset, Rebuild);

    static ElfSection[] ReadSections(ReadOnlySpan<byte> bytes)
    {
        ulong tableOffset = BinaryPrimitives.ReadUInt64LittleEndian(bytes[40..]);
        int entrySize = BinaryPrimitives.ReadUInt16LittleEndian(bytes[58..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(bytes[60..]);
        int namesIndex = BinaryPrimitives.ReadUInt16LittleEndian(bytes[62..]);
        if (count == 0) throw Damaged("The object has no section table", 60);
        if (entrySize != SectionHeaderSize) throw Damaged($"Section headers of {entrySize} bytes are not possible", 58);
        if (tableOffset > (ulong)bytes.Length || (ulong)bytes.Length - tableOffset < (ulong)count * SectionHeaderSize)
            throw Damaged($"The table of {count} sections at 0x{tableOffset:x} runs over the end of the file", 40);
        if (namesIndex >= count) throw Damaged($"Section {namesIndex} should hold the names, but there are only {count}", 62);

        var table = bytes.Slice((int)tableOffset, count * SectionHeaderSize);
        if (BinaryPrimitives.ReadUInt32LittleEndian(table[(namesIndex * SectionHeaderSize + 4)..]) != ElfSection.StringTable)
            throw Damaged($"Section {namesIndex} should hold the names, but is no string table", 62);
        var names = bytes[Range(table, namesIndex, bytes.Length)];
        var sections = new ElfSection[count];
        for (int i = 0; i < count; i++)
        {
            var header = table.Slice(i * SectionHeaderSize, SectionHeaderSize);
            var range = Range(table, i, bytes.Length);
            sections[i] = new ElfSection(i,
                Text(names, BinaryPrimitives.ReadUInt32LittleEndian(header), "a section"),
                BinaryPrimitives.ReadUInt32LittleEndian(header[4..]),
                BinaryPrimitives.ReadUInt64LittleEndian(header[8..]),
                range.Start.Value,
                range.End.Value - range.Start.Value,
                BinaryPrimitives.ReadInt32LittleEndian(header[40..]),
                BinaryPrimitives.ReadInt32LittleEndian(header[44..]),
                BinaryPrimitives.ReadUInt64LittleEndian(header[56..]));
        }
        return sections;
    }

    /// <summary>Where a section lies. For one without bytes in the file, a range from 0 that only tells its size.</summary>
    static Range Range(ReadOnlySpan<byte> table, int index, int fileLength)
    {
        var header = table.Slice(index * SectionHeaderSize, SectionHeaderSize);
        uint type = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(header[24..]);
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(header[32..]);
        if (type == 0) return 0..0; // inactive; the other fields mean nothing
        if (type == ElfSection.NoBits)
        {
            if (size > int.MaxValue) throw Damaged($"Section {index} asks for {size} zero bytes", -1);
            return 0..(int)size;
        }
        if (offset > (ulong)fileLength || size > (ulong)fileLength - offset)
            throw Damaged($"Section {index} ({size} bytes at 0x{offset:x}) runs over the end of the file", -1);
        return (int)offset..(int)(offset + size);
    }
}
