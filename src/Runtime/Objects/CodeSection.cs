namespace BpfSharp.Objects;

/// <summary>An executable section with everything that patches or describes its instructions, sorted by offset.</summary>
internal sealed class CodeSection(string name, int index, byte[] bytes)
{
    public string Name { get; } = name;

    /// <summary>The section's number in the ELF file.</summary>
    public int Index { get; } = index;
    public byte[] Bytes { get; } = bytes;

    /// <summary>Functions in this section by ascending offset.</summary>
    public ProgramSpec[] Functions { get; set; } = [];
    public CodeRelocation[] Relocations { get; set; } = [];
    public CoreRelocation[] CoreRelocations { get; set; } = [];
    public ExtendedRecords FunctionInfo { get; set; } = ExtendedRecords.None;
    public ExtendedRecords LineInfo { get; set; } = ExtendedRecords.None;
}

/// <summary>Records of one kind that <c>.BTF.ext</c> keeps for one section, as they are in the file.</summary>
/// <param name="Bytes">Whole records, one after the other; each begins with its byte offset in the section.</param>
/// <param name="RecordSize">Bytes of one record.</param>
internal readonly record struct ExtendedRecords(ReadOnlyMemory<byte> Bytes, int RecordSize)
{
    public static ExtendedRecords None => new(ReadOnlyMemory<byte>.Empty, 0);
}
