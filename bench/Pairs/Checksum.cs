using System.Runtime.CompilerServices;

namespace BpfSharp.Bench.Pairs;

/// <summary>The internet checksum of an IPv4 header whose length is in the header itself.</summary>
[BpfObject]
public sealed partial class Checksum
{
    [BpfMap(MaxEntries = 1)] public partial ArrayMap<Block> Input { get; }

    [SocketFilter]
    int Compute()
    {
        ref Block packet = ref Input.GetValueRefOrNullRef(0);
        if (Unsafe.IsNullRef(ref packet))
            return 0;
        int words = (packet[14] & 0xF) * 2;
        uint sum = 0;
        for (int i = 0; i < words && i < 24; i++)
            sum += (uint)(packet[14 + i * 2] << 8 | packet[15 + i * 2]);
        sum = (sum & 0xFFFF) + (sum >> 16);
        sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }
}
