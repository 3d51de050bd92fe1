namespace BpfSharp;

/// <summary>CPUs that XDP programs send packets to, by CPU number (<c>BPF_MAP_TYPE_CPUMAP</c>, kernel 4.15).</summary>
public sealed class CpuMap : RedirectMap
{
    /// <summary>A typed view of a map.</summary>
    /// <param name="map">A CpuMap map with values of 4 bytes.</param>
    /// <exception cref="ArgumentException">Kind or sizes differ.</exception>
    public CpuMap(BpfMap map)
        : base(map, BpfMapType.CpuMap)
    {
    }

    /// <summary>How many packets may wait for a CPU; 0 where none are sent to it. User code only.</summary>
    /// <param name="cpu">Number of the CPU.</param>
    /// <exception cref="BpfException">The kernel refused: there is no such CPU or place, or the number exceeds 16384.</exception>
    public int this[int cpu]
    {
        get => MapOperations.TryGet(Map, cpu, out int size) ? size : 0;
        set => MapOperations.Set(Map, cpu, value);
    }
}
