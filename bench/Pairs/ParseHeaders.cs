using System.Runtime.CompilerServices;

namespace BpfSharp.Bench.Pairs;

/// <summary>
/// Ethernet, VLAN, IPv4 and TCP or UDP headers to a flow and its counters. The bytes are in a map: this stands in for a
/// parser of packets until programs can read packets.
/// </summary>
[BpfObject]
public sealed partial class ParseHeaders
{
    public struct Flow { public uint Source, Destination; public ushort SourcePort, DestinationPort; public byte Protocol; public ushort Vlan; }
    public struct Traffic { public ulong Packets, Bytes; public byte Flags; }

    [BpfMap(MaxEntries = 1)] public partial ArrayMap<Block> Input { get; }
    [BpfMap(MaxEntries = 4096)] public partial LruHashMap<Flow, Traffic> Flows { get; }
    public partial ref ulong Malformed { get; }

    [SocketFilter]
    int Parse()
    {
        ref Block packet = ref Input.GetValueRefOrNullRef(0);
        if (Unsafe.IsNullRef(ref packet))
            return 0;

        Flow flow = default;
        int at = 12;
        int type = Word(in packet, at);
        for (int tags = 0; tags < 2 && type is 0x8100 or 0x88A8; tags++)
        {
            flow.Vlan = (ushort)(Word(in packet, at + 2) & 0xFFF);
            at += 4;
            type = Word(in packet, at);
        }
        at += 2;
        if (type != 0x0800)
            return 1;

        int version = packet[at] >> 4, length = (packet[at] & 0xF) * 4;
        if (version != 4 || length < 20 || length > 40)
        {
            Interlocked.Increment(ref Malformed);
            return 2;
        }
        bool isFragment = (Word(in packet, at + 6) & 0x1FFF) != 0;
        int total = Word(in packet, at + 2);
        flow.Protocol = packet[at + 9];
        flow.Source = (uint)Word(in packet, at + 12) << 16 | (uint)Word(in packet, at + 14);
        flow.Destination = (uint)Word(in packet, at + 16) << 16 | (uint)Word(in packet, at + 18);
        at += length;

        byte flags = 0;
        if (!isFragment && flow.Protocol is 6 or 17 && at < 50)
        {
            flow.SourcePort = (ushort)Word(in packet, at);
            flow.DestinationPort = (ushort)Word(in packet, at + 2);
            if (flow.Protocol == 6)
                flags = packet[at + 13];
        }

        ref Traffic traffic = ref Flows.GetValueRefOrNullRef(flow);
        if (Unsafe.IsNullRef(ref traffic))
        {
            Flows.TryAdd(flow, new() { Packets = 1, Bytes = (ulong)total, Flags = flags });
            return 3;
        }
        Interlocked.Increment(ref traffic.Packets);
        Interlocked.Add(ref traffic.Bytes, (ulong)total);
        traffic.Flags |= flags;
        return flow.SourcePort ^ flow.DestinationPort ^ traffic.Flags;
    }

    static int Word(in Block packet, int at) => packet[at] << 8 | packet[at + 1];
}
