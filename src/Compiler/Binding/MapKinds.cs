using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Binding;

/// <summary>How a map class of the API corresponds to a kernel map type.</summary>
/// <param name="TypeName">The class in namespace BpfSharp, without arity.</param>
/// <param name="MapType">The number in <c>enum bpf_map_type</c> (include/uapi/linux/bpf.h).</param>
internal sealed record MapKind(string TypeName, int MapType, MapFamily Family, bool IsPerCpu = false)
{
    // BPF_F_NO_PREALLOC
    private const uint NoPreallocation = 1;
    private const int HashOfMaps = 13;

    /// <summary>Whether the first type argument is the key; others are counted by an index or have none.</summary>
    public bool HasKey => Family is MapFamily.Hash or MapFamily.Trie || (Family == MapFamily.Maps && MapType == HashOfMaps);

    /// <summary>Whether the kernel's key is an int that no type argument says.</summary>
    public bool IsIndexed => Family is MapFamily.Array or MapFamily.PerfBuffer or MapFamily.Handles or MapFamily.Redirect or MapFamily.StackTrace or MapFamily.Storage || (Family == MapFamily.Maps && MapType != HashOfMaps);

    /// <summary>Whether the last type argument is what the kernel keeps; else it is what records in a stream are, or there is none.</summary>
    public bool HasValue => Family is MapFamily.Hash or MapFamily.Trie or MapFamily.Array or MapFamily.Queue or MapFamily.Bloom or MapFamily.Storage;

    /// <summary>Whether the capacity is a number of bytes.</summary>
    public bool IsBuffer => Family is MapFamily.RingBuffer or MapFamily.MixedRing or MapFamily.PerfBuffer or MapFamily.UserRing;

    /// <summary>Creation flags that the kernel wants of every map of the type.</summary>
    public uint RequiredFlags => Family is MapFamily.Trie or MapFamily.Storage ? NoPreallocation : 0;
}

/// <summary>Map types with the same members in programs.</summary>
internal enum MapFamily
{
    Hash,
    Trie,
    Array,
    Queue,
    Bloom,
    RingBuffer,

    /// <summary>A ring buffer whose records begin with the number of their type.</summary>
    MixedRing,
    PerfBuffer,

    /// <summary>Records that user space writes.</summary>
    UserRing,

    /// <summary>Kernel objects by number, which user space enters by file descriptor: programs, control groups.</summary>
    Handles,
    StackTrace,

    /// <summary>Where XDP programs send packets: network devices, CPUs, sockets.</summary>
    Redirect,

    /// <summary>Maps by index or key.</summary>
    Maps,

    /// <summary>A value that belongs to a kernel object and ends with it.</summary>
    Storage,
}

/// <summary>The map types that this compiler knows.</summary>
internal static class MapKinds
{
    private static readonly MapKind s_mixedRing = new("RingBuffer", 27, MapFamily.MixedRing);

    private static readonly MapKind[] s_kinds =
    [
        new("HashMap", 1, MapFamily.Hash),
        new("ArrayMap", 2, MapFamily.Array),
        new("ProgramArray", 3, MapFamily.Handles),
        new("PerfBuffer", 4, MapFamily.PerfBuffer),
        new("PerCpuHashMap", 5, MapFamily.Hash, IsPerCpu: true),
        new("PerCpuArrayMap", 6, MapFamily.Array, IsPerCpu: true),
        new("StackTraceMap", 7, MapFamily.StackTrace),
        new("CgroupArray", 8, MapFamily.Handles),
        new("LruHashMap", 9, MapFamily.Hash),
        new("LruPerCpuHashMap", 10, MapFamily.Hash, IsPerCpu: true),
        new("LpmTrieMap", 11, MapFamily.Trie),
        new("ArrayOfMaps", 12, MapFamily.Maps),
        new("HashOfMaps", 13, MapFamily.Maps),
        new("DevMap", 14, MapFamily.Redirect),
        new("CpuMap", 16, MapFamily.Redirect),
        new("XskMap", 17, MapFamily.Redirect),
        new("DevMapHash", 25, MapFamily.Redirect),
        new("QueueMap", 22, MapFamily.Queue),
        new("StackMap", 23, MapFamily.Queue),
        new("SocketStorage", 24, MapFamily.Storage),
        new("RingBuffer", 27, MapFamily.RingBuffer),
        s_mixedRing,
        new("InodeStorage", 28, MapFamily.Storage),
        new("TaskStorage", 29, MapFamily.Storage),
        new("BloomFilter", 30, MapFamily.Bloom),
        new("UserRingBuffer", 31, MapFamily.UserRing),
        new("CgroupStorage", 32, MapFamily.Storage),
    ];

    /// <summary>The kind that a property of this type declares; null for what is no map, and for the maps' base classes.</summary>
    public static MapKind? Of(ITypeSymbol? type)
    {
        string? name = KnownNames.ApiName(type);
        // The one class of two with the same name that has no type argument.
        if (name == s_mixedRing.TypeName && type is INamedTypeSymbol { Arity: 0 })
            return s_mixedRing;
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
