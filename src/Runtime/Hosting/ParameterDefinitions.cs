using System.ComponentModel;

namespace BpfSharp;

/// <summary>What a program's parameter is.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum BpfParameterKind
{
    /// <summary>An integer, enum or address that is a number to the program.</summary>
    Number,
    /// <summary>A pointer.</summary>
    Pointer,
    /// <summary>An integer that is the return value of what is hooked.</summary>
    ReturnedNumber,
    /// <summary>A pointer that is the return value of what is hooked.</summary>
    ReturnedPointer,
    /// <summary>A pointer to a tracepoint's record.</summary>
    Record,
    /// <summary>What an iterator writes.</summary>
    Output,
    /// <summary>A struct that is passed by value.</summary>
    Structure,
}

/// <summary>A parameter of a program, as its method declares it.</summary>
/// <param name="Name">As declared.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Bytes of the value; of a record or output, its own.</param>
/// <param name="TypeName">The kernel type that a pointer points to or that a struct is; of a record whose layout the program fixes, the C# type; null for others.</param>
/// <param name="Fields">Fields of a record whose layout the program fixes; null for none.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record BpfParameterDefinition(string Name, BpfParameterKind Kind, int Size, string? TypeName = null, IReadOnlyList<BpfFieldDefinition>? Fields = null);

/// <summary>A field of a record.</summary>
/// <param name="Name">Its name, as in the tracepoint's format.</param>
/// <param name="Offset">Bytes from the record's start.</param>
/// <param name="Size">Bytes.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record BpfFieldDefinition(string Name, int Offset, int Size);
