namespace BpfSharp.Objects;

/// <summary>A map as the object asks for it: from <c>.maps</c>, or made of a data section.</summary>
internal sealed class MapSpec
{
    /// <summary>The variable's name, or the section's (<c>.rodata</c>, <c>.data.settings</c>).</summary>
    public required string Name { get; init; }

    /// <summary>Position in <see cref="ObjectSpec.Maps"/>; -1 for the template of an inner map.</summary>
    public int Index { get; init; } = -1;

    /// <summary>The number in <c>enum bpf_map_type</c>.</summary>
    public required uint Type { get; init; }
    public uint KeySize { get; init; }
    public uint ValueSize { get; init; }
    public uint MaxEntries { get; init; }
    public uint Flags { get; init; }

    /// <summary>Type ids in the object's own BTF; 0 is none.</summary>
    public int KeyTypeId { get; init; }
    public int ValueTypeId { get; init; }

    /// <summary>True for a map that holds a data section: one entry, the section's bytes.</summary>
    public bool IsDataSection { get; init; }

    /// <summary>True for <c>.rodata*</c>: the map is frozen after its contents are written.</summary>
    public bool IsReadOnlyData { get; init; }

    /// <summary>The first contents of a data section; null means <see cref="ValueSize"/> zero bytes (<c>.bss</c>).</summary>
    public byte[]? InitialContents { get; init; }

    /// <summary>The template of the maps inside a map-in-map.</summary>
    public MapSpec? InnerMap { get; init; }

    /// <summary>0: not pinned; 1: by name, under the bpf file system.</summary>
    public uint Pinning { get; init; }
    public uint NumaNode { get; init; }
    public ulong MapExtra { get; init; }

    public override string ToString() => Name;
}
