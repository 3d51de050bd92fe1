namespace BpfSharp;

/// <summary>
/// A hash table with a value per CPU (<c>BPF_MAP_TYPE_PERCPU_HASH</c>, kernel 4.6): counting without atomics.
/// A program sees the value of the CPU it runs on; user code sees all of them.
/// </summary>
/// <typeparam name="TKey">Key; compared byte by byte, padding included.</typeparam>
/// <typeparam name="TValue">Value of one CPU.</typeparam>
public sealed class PerCpuHashMap<TKey, TValue> : PerCpuKeyedMap<TKey, TValue>
    where TKey : unmanaged
    where TValue : unmanaged
{
    /// <summary>A typed view of a map.</summary>
    /// <param name="map">A PerCpuHash map whose key and value sizes are those of the types.</param>
    /// <exception cref="ArgumentException">Kind or sizes differ.</exception>
    public PerCpuHashMap(BpfMap map)
        : base(map, BpfMapType.PerCpuHash)
    {
    }
}
