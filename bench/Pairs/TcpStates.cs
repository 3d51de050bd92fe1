namespace BpfSharp.Bench.Pairs;

/// <summary>After tcpstates: every change of a TCP connection's state, and how long it was in the old one.</summary>
[BpfObject]
public sealed unsafe partial class TcpStates
{
    [KernelType("sock_common")]
    public struct SockCommon { public ushort skc_num, skc_dport, skc_family; public uint skc_daddr, skc_rcv_saddr; }

    [KernelType("sock")]
    public struct Sock { public SockCommon __sk_common; public ushort sk_protocol; }

    public struct Event
    {
        public ulong Timestamp, Nanoseconds;
        public uint LocalAddress, RemoteAddress;
        public int Process, OldState, NewState;
        public ushort LocalPort, RemotePort, Family;
        public Comm Comm;
    }

    [BpfMap(MaxEntries = 256 * 1024)] public partial RingBuffer<Event> Events { get; }
    [BpfMap(MaxEntries = 10_240)] public partial HashMap<ulong, ulong> Since { get; }
    public partial ushort OnlyPort { get; init; }

    [BtfTracepoint("inet_sock_set_state")]
    int OnChange(Sock* socket, int oldState, int newState)
    {
        if (socket->sk_protocol != 6)
            return 0;
        ushort local = socket->__sk_common.skc_num;
        if (OnlyPort != 0 && local != OnlyPort)
            return 0;
        ulong key = (ulong)socket, now = Bpf.KtimeNs;
        ulong before = Since.TryGetValue(key, out ulong since) ? now - since : 0;
        if (newState == 7)
            Since.Remove(key);
        else
            Since.TrySet(key, now);
        if (!Events.TryReserve(out var slot))
            return 0;
        ushort remote = socket->__sk_common.skc_dport;
        slot.Value = new()
        {
            Timestamp = now,
            Nanoseconds = before,
            LocalAddress = socket->__sk_common.skc_rcv_saddr,
            RemoteAddress = socket->__sk_common.skc_daddr,
            Process = Bpf.CurrentTgid,
            OldState = oldState,
            NewState = newState,
            LocalPort = local,
            RemotePort = (ushort)(remote << 8 | remote >> 8),
            Family = socket->__sk_common.skc_family,
            Comm = Bpf.CurrentComm,
        };
        slot.Submit();
        return 0;
    }
}
