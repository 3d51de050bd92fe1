namespace BpfSharp.Bench.Pairs;

/// <summary>System calls by number, in an array.</summary>
[BpfObject]
public sealed partial class SyscallCounts
{
    [BpfMap(MaxEntries = 512)] public partial ArrayMap<ulong> Counts { get; }

    [RawTracepoint("sys_enter")]
    int OnCall(nint registers, int number)
    {
        Counts[number]++;
        return 0;
    }
}
