using System.Runtime.CompilerServices;

namespace BpfSharp.Bench.Pairs;

/// <summary>When packets of each length were seen first and last, in a map that forgets the oldest.</summary>
[BpfObject]
public sealed unsafe partial class LastSeen
{
    public struct Sight { public ulong First, Last; public uint Count; }

    [BpfMap(MaxEntries = 1024)] public partial LruHashMap<uint, Sight> Lengths { get; }

    [SocketFilter]
    int See(SocketBuffer* packet)
    {
        ulong now = Bpf.KtimeNs;
        uint length = packet->Length;
        ref Sight sight = ref Lengths.GetValueRefOrNullRef(length);
        if (!Unsafe.IsNullRef(ref sight))
        {
            sight.Last = now;
            sight.Count++;
            return 1;
        }
        Lengths.TryAdd(length, new() { First = now, Last = now, Count = 1 });
        return 0;
    }
}
