namespace BpfSharp;

/// <summary>Network interfaces that XDP programs send packets out of, by index (<c>BPF_MAP_TYPE_DEVMAP</c>, kernel 4.14).</summary>
public sealed class DevMap : RedirectMap
{
    /// <summary>A typed view of a map.</summary>
    /// <param name="map">A DevMap map with values of 4 bytes.</param>
    /// <exception cref="ArgumentException">Kind or sizes differ.</exception>
    public DevMap(BpfMap map)
        : base(map, BpfMapType.DevMap)
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
