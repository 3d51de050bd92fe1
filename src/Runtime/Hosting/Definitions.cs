using System.ComponentModel;

namespace BpfSharp;

/// <summary>What the generator knows about a <see cref="BpfObject"/>: its maps, globals, programs and trap sites, by index.</summary>
/// <param name="name">Name of the class.</param>
/// <param name="maps">Its maps.</param>
/// <param name="globals">Its globals.</param>
/// <param name="programs">Its programs.</param>
/// <param name="trapSites">Places where a program may trap.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BpfObjectDefinition(
    string name,
    BpfMapDefinition[] maps,
    BpfGlobalDefinition[] globals,
    BpfProgramDefinition[] programs,
    BpfTrapSite[] trapSites)
{
    /// <summary>Name of the class.</summary>
    public string Name { get; } = name;

    /// <summary>Maps, in the order the generated code numbers them.</summary>
    public IReadOnlyList<BpfMapDefinition> Maps { get; } = maps;

    /// <summary>Globals, in the order the generated code numbers them.</summary>
    public IReadOnlyList<BpfGlobalDefinition> Globals { get; } = globals;

    /// <summary>Programs.</summary>
    public IReadOnlyList<BpfProgramDefinition> Programs { get; } = programs;

    /// <summary>Trap sites; the index is the one in the object's <c>bpfsharp_traps</c> counters.</summary>
    public IReadOnlyList<BpfTrapSite> TrapSites { get; } = trapSites;
}

/// <summary>A map of a <see cref="BpfObject"/>.</summary>
/// <param name="Name">Property name, also the map's symbol in the object.</param>
/// <param name="Type">Kind of map.</param>
/// <param name="KeySize">Bytes of a key; 0 for ring buffers.</param>
/// <param name="ValueSize">Bytes of a value (of one CPU's value for per-CPU maps); 0 for ring buffers.</param>
/// <param name="MaxEntries">Capacity in elements; in bytes for ring buffers.</param>
/// <param name="Flags">Creation flags.</param>
/// <param name="KeyPadding">Offset and length of each gap between the fields of the key (of a Bloom filter's value), one after the other; null for none.</param>
/// <param name="Inner">For a map of maps, what the inner ones are like.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record BpfMapDefinition(
    string Name, BpfMapType Type, int KeySize, int ValueSize, uint MaxEntries, BpfMapFlags Flags, int[]? KeyPadding = null,
    BpfMapDefinition? Inner = null);

/// <summary>A global variable of a <see cref="BpfObject"/>.</summary>
/// <param name="Name">Property name, also the variable's symbol in the object.</param>
/// <param name="Size">Bytes.</param>
/// <param name="IsReadOnly">Whether it lives in <c>.rodata</c>, settable only before loading.</param>
/// <param name="Initial">Initial bytes; null for zeros.</param>
/// <param name="Extern">What it is of the kernel's; <see cref="BpfExternKind.None"/> for the object's own.</param>
/// <param name="IsOptional">Whether the kernel may lack it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record BpfGlobalDefinition(
    string Name, int Size, bool IsReadOnly, byte[]? Initial = null, BpfExternKind Extern = BpfExternKind.None, bool IsOptional = false);

/// <summary>What of the kernel's a global stands for, and how a value of its configuration is written.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum BpfExternKind
{
    /// <summary>The object's own variable.</summary>
    None,

    /// <summary>An option that is on or off.</summary>
    Boolean,

    /// <summary>An option that may be a module.</summary>
    Tristate,

    /// <summary>A letter: y, m or n. Only C has it.</summary>
    Letter,

    /// <summary>A number with a sign.</summary>
    Signed,

    /// <summary>A number without one.</summary>
    Unsigned,

    /// <summary>A text with a zero at its end.</summary>
    Text,

    /// <summary>A fixed string of BpfSharp.</summary>
    FixedText,

    /// <summary>An address in the kernel.</summary>
    Symbol,
}

/// <summary>A program of a <see cref="BpfObject"/>.</summary>
/// <param name="Name">Method name, also the function's symbol in the object.</param>
/// <param name="Section">Section name, which says what it attaches to.</param>
/// <param name="FallbackFor">Name of the program it stands in for; null if none.</param>
/// <param name="Parameters">What the method declares of the hook's arguments, held against the kernel's types at load; null where there is nothing to compare.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record BpfProgramDefinition(string Name, string Section, string? FallbackFor = null, IReadOnlyList<BpfParameterDefinition>? Parameters = null);

/// <summary>A place in the source where a program may trap.</summary>
/// <param name="File">Source file.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Reason">What happened there, for example <c>index out of range</c>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record BpfTrapSite(string File, int Line, int Column, string Reason);
