namespace BpfSharp;

/// <summary>Network interfaces that XDP programs send packets out of, by any number (<c>BPF_MAP_TYPE_DEVMAP_HASH</c>, kernel 5.4).</summary>
public sealed class DevMapHash : RedirectMap
{
    /// <summary>A typed view of a map.</summary>
    /// <param name="map">A DevMapHash map with values of 4 bytes.</param>
    /// <exception cref="ArgumentException">Kind or sizes differ.</exception>
    public DevMapHash(BpfMap map)
        : base(map, BpfMapType.DevMapHash)
    {
    }

    /// <summary>The index of the network interface at a place, as <c>ip link</c> shows it; 0 for none. User code only.</summary>
    /// <param name="key">The place.</param>
    /// <exception cref="BpfException">The kernel refused: there is no such place or no such interface.</exception>
    public int this[int key]
    {
        get => MapOperations.TryGet(Map, key, out int index) ? index : 0;
        set => MapOperations.Set(Map, key, value);
    }
}
