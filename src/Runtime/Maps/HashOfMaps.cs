namespace BpfSharp;

/// <summary>Maps by key (<c>BPF_MAP_TYPE_HASH_OF_MAPS</c>, kernel 4.12).</summary>
/// <typeparam name="TKey">Key; compared byte by byte.</typeparam>
/// <typeparam name="TMap">Class of the inner maps; <see cref="BpfMapAttribute.InnerMaxEntries"/> is their capacity.</typeparam>
public sealed class HashOfMaps<TKey, TMap> : MapOfMaps<TKey, TMap>
    where TKey : unmanaged
    where TMap : TypedMap
{
    /// <summary>A typed view of a map.</summary>
    /// <param name="map">A map of maps whose key size is that of the type.</param>
    /// <param name="view">Makes the typed view of an inner map.</param>
    /// <exception cref="ArgumentException">Kind or sizes differ.</exception>
    public HashOfMaps(BpfMap map, Func<BpfMap, TMap> view)
        : base(map, BpfMapType.HashOfMaps, view)
    {
    }
}
