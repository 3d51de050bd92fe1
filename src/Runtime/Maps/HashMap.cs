namespace BpfSharp;

/// <summary>
/// A hash table (<c>BPF_MAP_TYPE_HASH</c>, kernel 3.19), one element for all CPUs.
/// </summary>
/// <typeparam name="TKey">Key; compared byte by byte, padding included.</typeparam>
/// <typeparam name="TValue">Value.</typeparam>
public sealed class HashMap<TKey, TValue> : HashTableMap<TKey, TValue>
    where TKey : unmanaged
    where TValue : unmanaged
{
    /// <summary>A typed view of a map.</summary>
    /// <param name="map">A Hash map whose key and value sizes are those of the types.</param>
    /// <exception cref="ArgumentException">Kind or sizes differ.</exception>
    public HashMap(BpfMap map)
        : base(map, BpfMapType.Hash)
    {
    }
}
