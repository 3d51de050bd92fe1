namespace BpfSharp.Compiler.Binding;

/// <summary>A map and the partial property that stands for it.</summary>
/// <param name="Name">The property's name, which is the map's name in the object (no <c>@</c>).</param>
/// <param name="PropertyHeader">The property up to its accessors: <c>public partial global::BpfSharp.HashMap&lt;int, ulong&gt; Counts</c>.</param>
/// <param name="TypeName">The property's type, fully qualified with <c>global::</c>.</param>
/// <param name="MapType">The number in <c>enum bpf_map_type</c> (include/uapi/linux/bpf.h).</param>
/// <param name="KeySize">Bytes; 0 where the map type has no key.</param>
/// <param name="ValueSize">Bytes; 0 where the map type has no value.</param>
/// <param name="MaxEntries">Entries, or bytes for ring buffers.</param>
/// <param name="Flags">The <c>BPF_F_…</c> bits given at creation.</param>
internal sealed record MapModel(
    string Name,
    string PropertyHeader,
    string TypeName,
    int MapType,
    int KeySize,
    int ValueSize,
    uint MaxEntries,
    uint Flags)
{
    /// <summary>Offset and length of each gap in the key (of a Bloom filter, in the value), one after the other, for user space to clear.</summary>
    public EquatableArray<int> KeyPadding { get; init; } = [];

    /// <summary>For a map of maps: what the inner ones are like.</summary>
    public MapModel? Inner { get; init; }

    /// <summary>The getter with its modifiers; null when the declaration (wrongly) has none.</summary>
    public string? GetAccessor { get; init; } = "get";

    /// <summary>A setter that the declaration (wrongly) has: implemented all the same, so that only the front end's error shows.</summary>
    public string? SetAccessor { get; init; }
}
