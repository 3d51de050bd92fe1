namespace BpfSharp.Compiler.Binding;

/// <summary>A global variable and the partial property that stands for it.</summary>
/// <param name="Name">The property's name, which is the symbol's name in the object (no <c>@</c>).</param>
/// <param name="PropertyHeader">The property up to its accessors: <c>public partial ref ulong Dropped</c>.</param>
/// <param name="TypeName">The variable's type without <c>ref</c>, fully qualified with <c>global::</c>.</param>
/// <param name="Size">Bytes.</param>
/// <param name="IsReadOnly">In <c>.rodata</c>: may be set only before loading.</param>
/// <param name="Initial">The first value, <paramref name="Size"/> bytes; empty means all zero.</param>
/// <param name="IsRef">A <c>ref</c> property (one live variable) rather than one with <c>get</c> and <c>init</c>.</param>
internal sealed record GlobalModel(
    string Name,
    string PropertyHeader,
    string TypeName,
    int Size,
    bool IsReadOnly,
    EquatableArray<byte> Initial,
    bool IsRef)
{
    /// <summary>The symbol's name in the object, where it is not the property's.</summary>
    public string? Symbol { get; init; }

    /// <summary>What of the kernel's it stands for, a name of <c>BpfExternKind</c>; null for the object's own.</summary>
    public string? Extern { get; init; }

    /// <summary>Of something of the kernel's, whether the kernel may lack it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The getter with its modifiers: <c>get</c>, <c>private get</c>; null when the declaration has none.</summary>
    public string? GetAccessor { get; init; } = "get";

    /// <summary>The setter with its modifiers: <c>init</c>, <c>internal init</c>, <c>set</c>; null when the declaration has none.</summary>
    public string? SetAccessor { get; init; }
}
