namespace BpfSharp.Integration.Hooks;

/// <summary>The packet's context, by its name in the kernel.</summary>
[KernelType("__sk_buff")]
internal struct PacketContext
{
    public uint len;
    public uint local_port;
}

[BpfObject]
internal sealed unsafe partial class GroupProbe
{
    /// <summary>Zero, so that dividing by it traps.</summary>
    public partial ref int Divisor { get; }
    public partial ref int Received { get; }
    public partial ref int Sent { get; }
    public partial ref uint LastLength { get; }
    public partial ref uint ReceivingPort { get; }
    public partial ref bool Refuse { get; }

    [CgroupSkbIngress(BpfTrapPolicy.Allow)]
    bool OnReceive(PacketContext* packet)
    {
        Received++;
        ReceivingPort = packet->local_port;
        return !Refuse;
    }

    [CgroupSkbEgress(BpfTrapPolicy.Deny)]
    bool OnSend(PacketContext* packet)
    {
        Sent++;
        LastLength = packet->len;
        return !Refuse;
    }

    [CgroupSkbIngress(BpfTrapPolicy.Allow)]
    bool ReceiveOrTrap() => 10 / Divisor == 77;

    [CgroupSkbEgress(BpfTrapPolicy.Deny)]
    bool SendOrTrap() => 10 / Divisor != 77;
}
