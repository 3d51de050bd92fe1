using System.Net.Sockets;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Maps;

/// <summary>Maps that XDP programs send packets to: what a program returns, against what is in them.</summary>
[Collection(nameof(Alone))]
public sealed class RedirectTests
{
    private const uint Aborted = 0, Pass = 2, Redirected = 4;

    [Fact]
    public void Packets_go_where_something_is()
    {
        Requires.Root();
        Requires.MapType(BpfMapType.DevMapHash);
        LeakGuard leaks = LeakGuard.Start();
        using (RedirectCases cases = new())
        {
            cases.Load();
            const int loopback = 1;
            cases.Devices[1] = loopback;
            cases.Named[1000] = loopback;
            cases.Cpus[0] = 192;
            Assert.Equal((loopback, 0, loopback, 0, 192), (cases.Devices[1], cases.Devices[0], cases.Named[1000], cases.Named[1], cases.Cpus[0]));
            Assert.Equal([Redirected, Pass, Aborted], [Run("Device", 1), Run("Device", 0), Run("DeviceOrAbort", 0)]);
            Assert.Equal([Redirected, Pass], [Run("Name", 1000), Run("Name", 1)]);
            Assert.Equal([Redirected, Pass], [Run("Cpu", 0), Run("Cpu", 1)]);
            Assert.Equal(Pass, Run("Socket", 0));

            Assert.True(cases.Named.Remove(1000));
            Assert.False(cases.Named.Remove(1000));
            Assert.Equal(Pass, Run("Name", 1000));
            Assert.Throws<BpfException>(() => cases.Devices[0] = int.MaxValue);
            Assert.Throws<BpfException>(() => cases.Cpus[0] = 20_000);
            using Socket other = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            Assert.Throws<BpfException>(() => cases.Sockets.Set(0, other.SafeHandle));

            uint Run(string program, int where)
            {
                cases.Where = where;
                return cases.Programs[program].TestRun(new byte[64]).ReturnValue;
            }
        }
        leaks.AssertNothingLeft();
    }

    [Fact]
    public void A_simulated_kernel_answers_alike()
    {
        using RedirectCases cases = new(new SimulatedKernel());
        cases.Devices[1] = 1;
        Assert.Equal([4, 2], [cases.Devices.Redirect(1), cases.Devices.Redirect(0, 2)]);
    }
}

[BpfObject]
internal sealed partial class RedirectCases
{
    [BpfMap(MaxEntries = 2)] public partial DevMap Devices { get; }
    [BpfMap(MaxEntries = 2)] public partial DevMapHash Named { get; }
    [BpfMap(MaxEntries = 2)] public partial CpuMap Cpus { get; }
    [BpfMap(MaxEntries = 2)] public partial XskMap Sockets { get; }
    public partial ref int Where { get; }

    [Xdp] int Device() => Devices.Redirect(Where, otherwise: 2);
    [Xdp] int DeviceOrAbort() => Devices.Redirect(Where);
    [Xdp] int Name() => Named.Redirect(Where, 2);
    [Xdp] int Cpu() => Cpus.Redirect(Where, 2);
    [Xdp] int Socket() => Sockets.Redirect(Where, 2);
}
