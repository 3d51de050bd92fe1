namespace BpfSharp;

/// <summary>
/// A hash table that makes room by evicting elements not used lately (<c>BPF_MAP_TYPE_LRU_HASH</c>, kernel 4.10).
/// Looking elements up from user code does not count as use.
/// </summary>
/// <typeparam name="TKey">Key; compared byte by byte, padding included.</typeparam>
/// <typeparam name="TValue">Value.</typeparam>
public sealed class LruHashMap<TKey, TValue> : HashTableMap<TKey, TValue>
    where TKey : unmanaged
    where TValue : unmanaged
{
    /// <summary>A typed view of a map.</summary>
    /// <param name="map">A LruHash map whose key and value sizes are those of the types.</param>
    /// <exception cref="ArgumentException">Kind or sizes differ.</exception>
    public LruHashMap(BpfMap map)
        : base(map, BpfMapType.LruHash)
    {
    }
}
