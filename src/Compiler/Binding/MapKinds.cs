using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Binding;

/// <summary>How a map class of the API corresponds to a kernel map type.</summary>
/// <param name="TypeName">The class in namespace BpfSharp, without arity.</param>
/// <param name="MapType">The number in <c>enum bpf_map_type</c> (include/uapi/linux/bpf.h).</param>
internal sealed record MapKind(string TypeName, int MapType, MapFamily Family, bool IsPerCpu = false)
{
    /// <summary>Whether the first type argument is the key; arrays have an int key, the others none.</summary>
    public bool HasKey => Family is MapFamily.Hash or MapFamily.Trie;

    /// <summary>Whether the kernel keeps no elements of the last type argument, but records of it in a stream.</summary>
    public bool IsStream => Family is MapFamily.RingBuffer;

    /// <summary>Creation flags that the kernel wants of every map of the type.</summary>
    public uint RequiredFlags => Family == MapFamily.Trie ? NoPreallocation : 0;

    private const uint NoPreallocation = 1;
}

internal enum MapFamily { Hash, Trie, Array, Queue, Bloom, RingBuffer }

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
        new("LpmTrieMap", 11, MapFamily.Trie),
        new("QueueMap", 22, MapFamily.Queue),
        new("StackMap", 23, MapFamily.Queue),
        new("RingBuffer", 27, MapFamily.RingBuffer),
        new("BloomFilter", 30, MapFamily.Bloom),
    ];

    /// <summary>The kind that a property of this type declares; null for what is no map, and for the maps' base classes.</summary>
    public static MapKind? Of(ITypeSymbol? type)
    {
        string? name = KnownNames.ApiName(type);
        return name is null ? null : Array.Find(s_kinds, kind => kind.TypeName == name);
    }

    /// <summary>Whether values of a type are maps: those of <see cref="Of"/> and of their base classes, whose members they inherit.</summary>
    public static bool IsMap(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (KnownNames.IsApi(type, "TypedMap"))
                return true;
        }
        return false;
    }
}
