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
