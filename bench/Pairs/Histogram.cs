namespace BpfSharp.Bench.Pairs;

/// <summary>A histogram with a bucket for each power of two.</summary>
[BpfObject]
public sealed unsafe partial class Histogram
{
    [BpfMap(MaxEntries = 64)] public partial ArrayMap<ulong> Buckets { get; }

    [SocketFilter]
    int Add(SocketBuffer* packet)
    {
        int bucket = Log2(packet->Length);
        Interlocked.Increment(ref Buckets.GetValueRefOrNullRef(bucket));
        return bucket;
    }

    static int Log2(uint value)
    {
        int result = 0;
        if (value > 0xFFFF) { value >>= 16; result += 16; }
        if (value > 0xFF) { value >>= 8; result += 8; }
        if (value > 0xF) { value >>= 4; result += 4; }
        if (value > 3) { value >>= 2; result += 2; }
        return result + (value > 1 ? 1 : 0);
    }
}
