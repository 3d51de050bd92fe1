namespace BpfSharp;

/// <summary>
/// A hash table with a value per CPU that makes room by evicting elements not used lately (<c>BPF_MAP_TYPE_LRU_PERCPU_HASH</c>, kernel 4.10).
/// A program sees the value of the CPU it runs on; user code sees all of them.
/// </summary>
/// <typeparam name="TKey">Key; compared byte by byte, padding included.</typeparam>
/// <typeparam name="TValue">Value of one CPU.</typeparam>
public sealed class LruPerCpuHashMap<TKey, TValue> : PerCpuKeyedMap<TKey, TValue>
    where TKey : unmanaged
    where TValue : unmanaged
{
    /// <summary>A typed view of a map.</summary>
    /// <param name="map">A LruPerCpuHash map whose key and value sizes are those of the types.</param>
    /// <exception cref="ArgumentException">Kind or sizes differ.</exception>
    public LruPerCpuHashMap(BpfMap map)
        : base(map, BpfMapType.LruPerCpuHash)
    {
    }
}
