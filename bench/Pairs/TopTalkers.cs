using System.Runtime.CompilerServices;

namespace BpfSharp.Bench.Pairs;

/// <summary>Space-saving counters: eight places for the most frequent keys, the least frequent gives way.</summary>
[BpfObject]
public sealed unsafe partial class TopTalkers
{
    public struct Place { public uint Key; public uint Error; public ulong Count; }

    [BpfMap(MaxEntries = 8)] public partial ArrayMap<Place> Places { get; }

    [SocketFilter]
    int Count(SocketBuffer* packet)
    {
        uint key = packet->Length;
        int least = 0;
        ulong fewest = ulong.MaxValue;
        for (int i = 0; i < 8; i++)
        {
            ref Place place = ref Places.GetValueRefOrNullRef(i);
            if (Unsafe.IsNullRef(ref place))
                return -1;
            if (place.Count != 0 && place.Key == key)
            {
                place.Count++;
                return i;
            }
            if (place.Count < fewest)
            {
                fewest = place.Count;
                least = i;
            }
        }
        Places[least] = new() { Key = key, Error = (uint)fewest, Count = fewest + 1 };
        return least + 100;
    }
}
