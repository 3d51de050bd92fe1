using System.Runtime.CompilerServices;

namespace BpfSharp.Bench.Pairs;

/// <summary>Bytes asked for and read through vfs_read, by process: an entry and a return probe.</summary>
[BpfObject]
public sealed partial class ReadSizes
{
    public struct Total { public ulong Calls, Asked, Read, Errors; public Comm Comm; }

    [BpfMap(MaxEntries = 4096)] public partial HashMap<int, Total> Totals { get; }

    [Kprobe("vfs_read")]
    int OnRead(nint file, nint buffer, nuint size)
    {
        int process = Bpf.CurrentTgid;
        ref Total total = ref Totals.GetValueRefOrNullRef(process);
        if (Unsafe.IsNullRef(ref total))
        {
            Totals.TryAdd(process, new() { Calls = 1, Asked = size, Comm = Bpf.CurrentComm });
            return 0;
        }
        Interlocked.Increment(ref total.Calls);
        Interlocked.Add(ref total.Asked, size);
        return 0;
    }

    [Kretprobe("vfs_read")]
    int OnResult(long result)
    {
        ref Total total = ref Totals.GetValueRefOrNullRef(Bpf.CurrentTgid);
        if (Unsafe.IsNullRef(ref total))
            return 0;
        if (result < 0)
            Interlocked.Increment(ref total.Errors);
        else
            Interlocked.Add(ref total.Read, (ulong)result);
        return 0;
    }
}
