using System.Runtime.CompilerServices;

namespace BpfSharp.Bench.Pairs;

/// <summary>A rate limit by packet type: tokens come with time and go with bytes.</summary>
[BpfObject]
public sealed unsafe partial class TokenBucket
{
    public struct Bucket { public ulong Tokens, Filled; public uint Passed, Refused; }

    [BpfMap(MaxEntries = 256)] public partial HashMap<uint, Bucket> Buckets { get; }
    [InitialValue(1_000_000)] public partial ulong NanosecondsPerToken { get; init; }
    [InitialValue(100_000)] public partial ulong Capacity { get; init; }

    [SocketFilter]
    int Limit(SocketBuffer* packet)
    {
        ulong now = Bpf.KtimeNs;
        uint key = packet->PacketType;
        ref Bucket bucket = ref Buckets.GetValueRefOrNullRef(key);
        if (Unsafe.IsNullRef(ref bucket))
        {
            Buckets.TryAdd(key, new() { Tokens = Capacity, Filled = now });
            return 1;
        }
        ulong earned = (now - bucket.Filled) / NanosecondsPerToken;
        if (earned > 0)
        {
            bucket.Tokens = Math.Min(Capacity, bucket.Tokens + earned);
            bucket.Filled += earned * NanosecondsPerToken;
        }
        if (bucket.Tokens < packet->Length)
        {
            bucket.Refused++;
            return 0;
        }
        bucket.Tokens -= packet->Length;
        bucket.Passed++;
        return 1;
    }
}
