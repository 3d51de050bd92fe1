using System.Collections.Immutable;

namespace BpfSharp.Compiler.Ir;

/// <summary>One BPF object: what becomes one <c>.bpf.o</c>.</summary>
internal sealed class IrModule(string name, string license)
{
    public string Name { get; } = name;

    /// <summary>What the kernel's licence check reads, e.g. <c>Dual MIT/GPL</c>.</summary>
    public string License { get; } = license;

    /// <summary>The only machine that the object is right on; null when it is right on all.</summary>
    public TargetArchitecture? Architecture { get; set; }
    public List<IrGlobal> Globals { get; } = [];
    public List<IrMap> Maps { get; } = [];
    public List<IrFunction> Functions { get; } = [];

    /// <summary>Functions of the kernel's that programs may call.</summary>
    public List<IrKernelFunction> KernelFunctions { get; } = [];

    /// <summary>The places where C# would throw, by file, line and column.</summary>
    public List<IrCheck> Checks { get; } = [];

    /// <summary>The text of each C# file that a span names, for BTF line info; absent when sources are not embedded.</summary>
    public Dictionary<string, string> Sources { get; } = new(StringComparer.Ordinal);
}

/// <summary>A variable in a data section.</summary>
/// <param name="name">The symbol's name.</param>
/// <param name="section"><c>.rodata</c>, <c>.data</c> or <c>.bss</c>.</param>
/// <param name="size">Bytes.</param>
/// <param name="align">Bytes, a power of two.</param>
/// <param name="debugType">What BTF says of it; null for compiler-made constants that need no BTF.</param>
internal sealed class IrGlobal(string name, string section, int size, int align, DebugType? debugType)
{
    public string Name { get; } = name;
    public string Section { get; } = section;
    public int Align { get; } = align;

    /// <summary>Bytes; set again for tables that grow while functions are lowered.</summary>
    public int Size { get; set; } = size;
    public DebugType? DebugType { get; set; } = debugType;

    /// <summary>The first value, <see cref="Size"/> bytes; empty means all zero.</summary>
    public ImmutableArray<byte> Initial { get; init; } = [];

    /// <summary>Private to the module (format strings); others are global symbols that loaders find by name.</summary>
    public bool IsInternal { get; init; }

    /// <summary>Only declared: the loader finds it in the kernel, by the section's meaning (<c>.kconfig</c>, <c>.ksyms</c>).</summary>
    public bool IsExtern { get; init; }

    /// <summary>Of an extern, whether the kernel may lack it: its address is null then.</summary>
    public bool IsWeak { get; init; }
    public SourceSpan Span { get; init; }
}

/// <summary>A BTF-defined map in <c>.maps</c>.</summary>
/// <param name="mapType">The number in <c>enum bpf_map_type</c> (include/uapi/linux/bpf.h).</param>
internal sealed class IrMap(string name, int mapType, SourceSpan span)
{
    public string Name { get; } = name;
    public int MapType { get; } = mapType;
    public SourceSpan Span { get; } = span;
    public uint MaxEntries { get; init; }
    public uint Flags { get; init; }

    /// <summary><c>map_extra</c>: what only some map types have; 0 for none.</summary>
    public uint Extra { get; init; }

    /// <summary>For a map of maps, what the inner ones are like.</summary>
    public IrMap? Inner { get; init; }

    /// <summary>Key and value types; null where the map type has none (ring buffer).</summary>
    public DebugType? Key { get; init; }
    public DebugType? Value { get; init; }
}
