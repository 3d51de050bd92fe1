using System.Runtime.CompilerServices;

namespace BpfSharp.Bench.Pairs;

/// <summary>Holds addresses and ports against up to sixteen rules; the first that matches decides.</summary>
[BpfObject]
public sealed partial class Firewall
{
    public struct Rule { public uint Address, Mask; public ushort FromPort, ToPort; public byte Protocol; public bool IsUsed, IsAllowed; public ulong Hits; }
    public struct Packet { public uint Address; public ushort Port; public byte Protocol; }

    [BpfMap(MaxEntries = 16)] public partial ArrayMap<Rule> Rules { get; }
    public partial ref Packet Current { get; }

    [SocketFilter]
    int Decide()
    {
        Packet packet = Current;
        for (int i = 0; i < 16; i++)
        {
            ref Rule rule = ref Rules.GetValueRefOrNullRef(i);
            if (Unsafe.IsNullRef(ref rule) || !rule.IsUsed)
                break;
            if (!Matches(in rule, in packet))
                continue;
            Interlocked.Increment(ref rule.Hits);
            return rule.IsAllowed ? 1 : 0;
        }
        return 2;
    }

    static bool Matches(in Rule rule, in Packet packet) =>
        (packet.Address & rule.Mask) == rule.Address
        && (rule.Protocol == 0 || rule.Protocol == packet.Protocol)
        && packet.Port >= rule.FromPort && packet.Port <= rule.ToPort;
}
