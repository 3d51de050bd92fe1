using System.Net;
using System.Net.Sockets;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Hooks;

/// <summary>Programs of control groups, seen by what sockets of a group send and receive.</summary>
[Collection(nameof(Alone))]
public sealed class GroupTests
{
    [Fact]
    [Trait("hook", "cgroup_skb")]
    public void Packets_of_a_group_are_seen_and_decided_about()
    {
        Requires.Btf();
        using TestGroup group = TestGroup.Create();
        LeakGuard leaks = LeakGuard.Start();
        using (GroupProbe probe = new())
        {
            probe.Load();
            using BpfLink receives = probe.Programs["OnReceive"].AttachToCgroup(group.Path), sends = probe.Programs["OnSend"].AttachToCgroup(group.Path);
            Assert.True(probe.Programs["OnReceive"].IsAttached);
            using Socket inside = group.Inside(Receiver), outside = Receiver();
            Assert.True(Passes(outside, outside));
            Assert.Equal((0, 0), (probe.Received, probe.Sent));
            Assert.True(Passes(inside, outside));
            // 20 bytes of IP, 8 of UDP, one of ours.
            Assert.Equal((0, 1, 29u), (probe.Received, probe.Sent, probe.LastLength));
            Assert.True(Passes(outside, inside));
            Assert.Equal((1, 1, (uint)((IPEndPoint)inside.LocalEndPoint!).Port), (probe.Received, probe.Sent, probe.ReceivingPort));

            probe.Refuse = true;
            Assert.False(Passes(outside, inside));
            Assert.Equal(SocketError.AccessDenied, Assert.Throws<SocketException>(() => Passes(inside, outside)).SocketErrorCode);
            receives.Dispose();
            sends.Dispose();
            Assert.True(Passes(outside, inside) && Passes(inside, outside));
            Assert.Equal((2, 2), (probe.Received, probe.Sent));
        }
        leaks.AssertNothingLeft();
    }

    [Fact]
    public void A_trap_lets_all_through_or_nothing_as_declared()
    {
        using TestGroup group = TestGroup.Create();
        using GroupProbe probe = new();
        Requires.Btf();
        probe.Load();
        using Socket inside = group.Inside(Receiver), outside = Receiver();
        using (probe.Programs["ReceiveOrTrap"].AttachToCgroup(group.Path))
            Assert.True(Passes(outside, inside));
        using (probe.Programs["SendOrTrap"].AttachToCgroup(group.Path))
            Assert.Throws<SocketException>(() => Passes(inside, outside));
        Assert.Equal([1ul, 1ul], probe.Traps.Select(static trap => trap.Count));
        probe.Divisor = 1;
        using (probe.Programs["ReceiveOrTrap"].AttachToCgroup(group.Path))
            Assert.False(Passes(outside, inside));
    }

    [Fact]
    public void The_attachment_is_a_link_that_can_be_pinned_and_ends_with_the_group()
    {
        using BpfMount mount = new();
        mount.Require();
        Requires.Btf();
        using GroupProbe probe = new();
        TestGroup group = TestGroup.Create();
        using Socket inside = group.Inside(Receiver), outside = Receiver();
        probe.Load();
        BpfProgram program = probe.Programs["OnReceive"];
        string path = mount.PathOf("group");
        using (BpfLink link = program.AttachToCgroup(group.Path))
        {
            Assert.Equal((BpfLinkType.Cgroup, program.Id), (link.GetInformation().Type, link.GetInformation().ProgramId));
            Assert.Contains("no dots", Assert.Throws<BpfException>(() => link.Pin(mount.PathOf("a.b"))).Advice, StringComparison.Ordinal);
            link.Pin(path);
        }
        Assert.True(Passes(outside, inside));
        Assert.Equal(1, probe.Received);
        group.Dispose();
        using BpfPinnedLink pinned = BpfPinnedLink.Open(path);
        Assert.Equal(BpfLinkType.Cgroup, pinned.Information.Type);
        pinned.Unpin();
    }

    [Fact]
    public void An_object_of_clang_is_attached_alike()
    {
        using TestGroup group = TestGroup.Create();
        using LoadedBpfObject loaded = BpfObjectFile.Open(CObject.PathOf("cgroup_packets")).Load();
        using Socket inside = group.Inside(Receiver), outside = Receiver();
        using BpfLink link = loaded.Programs["refuse"].AttachToCgroup(group.Path);
        Assert.False(Passes(outside, inside));
        Assert.True(Passes(inside, outside));
    }

    static Socket Receiver()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    /// <summary>On loopback, a packet is with its receiver when sending returns, or lost.</summary>
    static bool Passes(Socket from, Socket to)
    {
        from.SendTo([1], to.LocalEndPoint!);
        return to.Poll(0, SelectMode.SelectRead) && to.Receive(new byte[8]) == 1;
    }
}
