namespace BpfSharp.Bench.Pairs;

/// <summary>XDP with a counter for each CPU.</summary>
[BpfObject]
public sealed partial class PerCpuCounter
{
    [BpfMap(MaxEntries = 1)] public partial PerCpuArrayMap<ulong> Packets { get; }

    [Xdp]
    int Count()
    {
        Packets[0]++;
        return 2; // XDP_PASS
    }
}
