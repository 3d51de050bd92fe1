using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Binding;

/// <summary>How a map class of the API corresponds to a kernel map type.</summary>
/// <param name="TypeName">The class in namespace BpfSharp, without arity.</param>
/// <param name="MapType">The number in <c>enum bpf_map_type</c> (include/uapi/linux/bpf.h).</param>
internal sealed record MapKind(string TypeName, int MapType, MapFamily Family, bool IsPerCpu = false)
{
    /// <summary>Whether the first type argument is the key; arrays have an int key, ring buffers none.</summary>
    public bool HasKey => Family == MapFamily.Hash;
}

internal enum MapFamily { Hash, Array, RingBuffer }

/// <summary>The map types that this compiler knows.</summary>
internal static class MapKinds
{
    private static readonly MapKind[] s_kinds =
    [
        new("HashMap", 1, MapFamily.Hash),
        new("ArrayMap", 2, MapFamily.Array),
        new("PerCpuHashMap", 5, MapFamily.Hash, IsPerCpu: true),
        new("PerCpuArrayMap", 6, MapFamily.Array, IsPerCpu: true),
        new("LruHashMap", 9, MapFamily.Hash),
        new("LruPerCpuHashMap", 10, MapFamily.Hash, IsPerCpu: true),
        new("RingBuffer", 27, MapFamily.RingBuffer),
    ];

    public static MapKind? Of(ITypeSymbol? type)
    {
        string? name = KnownNames.ApiName(type);
        return name is null ? null : Array.Find(s_kinds, kind => kind.TypeName == name);
    }
}
