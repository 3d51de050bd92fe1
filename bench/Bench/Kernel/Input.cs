using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace BpfSharp.Bench.Kernel;

/// <summary>Gives both sides of a pair the same input, by the names that their maps and globals share.</summary>
static class Input
{
    [InlineArray(64)]
    private struct Block { private byte _first; }

    private struct Rule
    {
        public uint Address, Mask;
        public ushort FromPort, ToPort;
        public byte Protocol, IsUsed, IsAllowed;
        public ulong Hits;
    }

    private struct Packet
    {
        public uint Address;
        public ushort Port;
        public byte Protocol;
    }

    /// <summary>A packet for a test run, of a length that a program can see.</summary>
    public static byte[] PacketOf(int length)
    {
        byte[] packet = new byte[length];
        Headers.CopyTo(packet, 0);
        return packet;
    }

    public static void Prepare(LoadedBpfObject loaded)
    {
        foreach (BpfMap map in loaded.Maps)
        {
            switch (map.Name)
            {
                case "Input":
                    Block block = default;
                    Headers.CopyTo(block);
                    new ArrayMap<Block>(map)[0] = block;
                    break;
                case "Rules":
                    ArrayMap<Rule> rules = new(map);
                    for (int i = 0; i < 10; i++)
                        rules[i] = new() { Address = 0x0A00_0000u + ((uint)i << 16), Mask = 0xFFFF_0000, FromPort = 1000, ToPort = 2000, Protocol = 6, IsUsed = 1, IsAllowed = 1, Hits = 0 };
                    break;
            }
        }
        if (loaded.Maps.Any(map => map.Name == "Rules"))
            loaded.GetGlobal<Packet>("Current") = new() { Address = 0x0A08_0105, Port = 1500, Protocol = 6 };
    }

    /// <summary>Ethernet with a VLAN tag, IPv4, TCP.</summary>
    private static readonly byte[] Headers = MakeHeaders();

    private static byte[] MakeHeaders()
    {
        byte[] bytes = new byte[64];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(i * 37 + 11);
        Span<byte> rest = bytes.AsSpan(12);
        BinaryPrimitives.WriteUInt16BigEndian(rest, 0x8100);
        BinaryPrimitives.WriteUInt16BigEndian(rest[2..], 42);
        BinaryPrimitives.WriteUInt16BigEndian(rest[4..], 0x0800);
        Span<byte> ip = rest[6..];
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], 1480);
        BinaryPrimitives.WriteUInt16BigEndian(ip[6..], 0x4000);
        ip[9] = 6;
        return bytes;
    }
}
