namespace BpfSharp;

/// <summary>A map in an object file.</summary>
/// <param name="Name">Name of the variable, or of the section it holds.</param>
/// <param name="Type">Kind of map.</param>
/// <param name="KeySize">Bytes of a key.</param>
/// <param name="ValueSize">Bytes of a value.</param>
/// <param name="MaxEntries">Capacity.</param>
/// <param name="Flags">Creation flags.</param>
/// <param name="IsDataSection">Whether it holds global variables.</param>
public sealed record BpfMapInfo(string Name, BpfMapType Type, int KeySize, int ValueSize, uint MaxEntries, BpfMapFlags Flags, bool IsDataSection);

/// <summary>A program in an object file.</summary>
/// <param name="Name">Name of the function.</param>
/// <param name="Section">Section, which says what it attaches to.</param>
/// <param name="InstructionCount">Instructions, without the subprograms it calls.</param>
public sealed record BpfProgramInfo(string Name, string Section, int InstructionCount);

/// <summary>A global variable in an object file.</summary>
/// <param name="Name">Name of the variable.</param>
/// <param name="Section">Data section it lives in.</param>
/// <param name="Size">Bytes.</param>
/// <param name="IsReadOnly">Whether it can be set before loading only.</param>
public sealed record BpfGlobalInfo(string Name, string Section, int Size, bool IsReadOnly);
