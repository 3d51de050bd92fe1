namespace BpfSharp.Objects;

/// <summary>A value of the kernel's configuration that the object's code reads.</summary>
/// <param name="Name">The option.</param>
/// <param name="Kind">How it is declared.</param>
/// <param name="IsOptional">Whether the kernel may not know it.</param>
/// <param name="Offset">Bytes from the start of the section.</param>
/// <param name="Size">Bytes.</param>
internal sealed record ConfigurationSpec(string Name, BpfExternKind Kind, bool IsOptional, int Offset, int Size);
