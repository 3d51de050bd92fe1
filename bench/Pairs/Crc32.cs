using System.Runtime.CompilerServices;

namespace BpfSharp.Bench.Pairs;

/// <summary>A CRC-32 bit by bit: a loop in a loop.</summary>
[BpfObject]
public sealed partial class Crc32
{
    [BpfMap(MaxEntries = 1)] public partial ArrayMap<Block> Input { get; }

    [SocketFilter]
    int Compute()
    {
        ref Block block = ref Input.GetValueRefOrNullRef(0);
        if (Unsafe.IsNullRef(ref block))
            return 0;
        uint crc = 0xFFFF_FFFF;
        for (int i = 0; i < 64; i++)
        {
            crc ^= block[i];
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1;
        }
        return (int)~crc;
    }
}
