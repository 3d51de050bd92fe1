namespace BpfSharp.Bench.Pairs;

/// <summary>A Bloom filter of 65,536 bits in an array: three hashes set three bits.</summary>
[BpfObject]
public sealed unsafe partial class Bloom
{
    [BpfMap(MaxEntries = 1024)] public partial ArrayMap<ulong> Bits { get; }

    [SocketFilter]
    int AddIfNew(SocketBuffer* packet)
    {
        uint value = packet->Length ^ packet->Protocol << 16;
        int known = 0;
        for (uint i = 0; i < 3; i++)
        {
            uint bit = Mix(value + i * 0x9E37_79B9) & 0xFFFF;
            ref ulong word = ref Bits.GetValueRefOrNullRef((int)(bit / 64));
            ulong mask = 1UL << (int)(bit % 64);
            if ((word & mask) != 0)
                known++;
            else
                word |= mask;
        }
        return known == 3 ? 1 : 0;
    }

    static uint Mix(uint x)
    {
        x ^= x >> 16;
        x *= 0x7FEB_352D;
        x ^= x >> 15;
        x *= 0x846C_A68B;
        return x ^ x >> 16;
    }
}
