namespace BpfSharp.Objects;

/// <summary>A global variable of the object.</summary>
/// <param name="Name">The symbol's name.</param>
/// <param name="Section">The map that holds its data section.</param>
/// <param name="Offset">Bytes from the start of the section.</param>
/// <param name="Size">Bytes.</param>
internal sealed record GlobalSpec(string Name, MapSpec Section, int Offset, int Size);
