namespace BpfSharp;

/// <summary>Maps by index (<c>BPF_MAP_TYPE_ARRAY_OF_MAPS</c>, kernel 4.12).</summary>
/// <typeparam name="TMap">Class of the inner maps; <see cref="BpfMapAttribute.InnerMaxEntries"/> is their capacity.</typeparam>
public sealed class ArrayOfMaps<TMap> : MapOfMaps<int, TMap>
    where TMap : TypedMap
{
    /// <summary>A typed view of a map.</summary>
    /// <param name="map">A map of maps whose key size is that of the type.</param>
    /// <param name="view">Makes the typed view of an inner map.</param>
    /// <exception cref="ArgumentException">Kind or sizes differ.</exception>
    public ArrayOfMaps(BpfMap map, Func<BpfMap, TMap> view)
        : base(map, BpfMapType.ArrayOfMaps, view)
    {
    }
}
