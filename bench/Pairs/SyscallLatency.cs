using System.Runtime.CompilerServices;

namespace BpfSharp.Bench.Pairs;

/// <summary>Count, sum and maximum of each system call's duration.</summary>
[BpfObject]
public sealed partial class SyscallLatency
{
    public struct Entry { public ulong Timestamp; public int Number; }
    public struct Total { public ulong Count, Sum, Maximum; public uint Failures; }

    [BpfMap(MaxEntries = 8192)] public partial HashMap<ulong, Entry> Entries { get; }
    [BpfMap(MaxEntries = 1024)] public partial HashMap<int, Total> Totals { get; }

    [RawTracepoint("sys_enter")]
    int OnEnter(nint registers, int number)
    {
        Entries.TrySet(Bpf.CurrentPidTgid, new() { Timestamp = Bpf.KtimeNs, Number = number });
        return 0;
    }

    [RawTracepoint("sys_exit")]
    int OnExit(nint registers, long result)
    {
        ulong thread = Bpf.CurrentPidTgid;
        if (!Entries.TryGetValue(thread, out Entry entry))
            return 0;
        Entries.Remove(thread);
        ulong duration = Bpf.KtimeNs - entry.Timestamp;
        ref Total total = ref Totals.GetValueRefOrNullRef(entry.Number);
        if (Unsafe.IsNullRef(ref total))
        {
            Totals.TryAdd(entry.Number, new() { Count = 1, Sum = duration, Maximum = duration, Failures = result < 0 ? 1u : 0 });
            return 0;
        }
        Interlocked.Increment(ref total.Count);
        Interlocked.Add(ref total.Sum, duration);
        if (duration > total.Maximum)
            total.Maximum = duration;
        if (result < 0)
            total.Failures++;
        return 0;
    }
}
