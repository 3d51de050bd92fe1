using System.Runtime.CompilerServices;

namespace BpfSharp.Bench.Pairs;

/// <summary>System calls by process, in a hash.</summary>
[BpfObject]
public sealed partial class CountByProcess
{
    [BpfMap(MaxEntries = 10_240)] public partial HashMap<int, ulong> Calls { get; }

    [RawTracepoint("sys_enter")]
    int OnCall()
    {
        int process = Bpf.CurrentTgid;
        ref ulong count = ref Calls.GetValueRefOrNullRef(process);
        if (!Unsafe.IsNullRef(ref count))
            Interlocked.Increment(ref count);
        else
            Calls.TryAdd(process, 1);
        return 0;
    }
}
