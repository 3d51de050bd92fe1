using System.Runtime.CompilerServices;

namespace BpfSharp.Bench.Pairs;

/// <summary>After biolatency: from the issue of a block request to its end, by power of two and with the bytes.</summary>
[BpfObject]
public sealed unsafe partial class BlockLatency
{
    [KernelType("request")]
    public struct Request { public uint __data_len, cmd_flags; }

    public struct Slot { public ulong Requests, Bytes; }

    [BpfMap(MaxEntries = 10_240)] public partial HashMap<ulong, ulong> Issued { get; }
    [BpfMap(MaxEntries = 64)] public partial ArrayMap<Slot> Slots { get; }
    public partial ref ulong Missed { get; }

    [BtfTracepoint("block_rq_issue")]
    int OnIssue(Request* request)
    {
        if (!Issued.TryAdd((ulong)request, Bpf.KtimeNs))
            Interlocked.Increment(ref Missed);
        return 0;
    }

    [BtfTracepoint("block_rq_complete")]
    int OnComplete(Request* request, int error, uint bytes)
    {
        ulong key = (ulong)request;
        if (!Issued.TryGetValue(key, out ulong issued))
            return 0;
        Issued.Remove(key);
        ulong microseconds = (Bpf.KtimeNs - issued) / 1000;
        int slot = 0;
        for (int shift = 32; shift > 0; shift /= 2)
        {
            if (microseconds >> shift != 0)
            {
                microseconds >>= shift;
                slot += shift;
            }
        }
        ref Slot counts = ref Slots.GetValueRefOrNullRef(slot);
        if (Unsafe.IsNullRef(ref counts))
            return 0;
        Interlocked.Increment(ref counts.Requests);
        Interlocked.Add(ref counts.Bytes, bytes);
        return 0;
    }
}
