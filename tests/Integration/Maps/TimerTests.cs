using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Maps;

/// <summary>Timers expire in the kernel, and on the CLR when the simulated clock says so.</summary>
[Trait("map", "hash")]
public sealed class TimerTests
{
    private readonly byte[] _packet = new byte[64];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("helper", "bpf_timer_init")]
    [Trait("helper", "bpf_timer_set_callback")]
    [Trait("helper", "bpf_timer_start")]
    public void A_timer_calls_back_with_its_element_and_may_start_itself_again(bool isKernel)
    {
        using Probes probes = Start(isKernel);
        (probes.Object.Key, probes.Object.Delay) = (5, 1_000_000);
        Assert.Equal(63, probes.Run(nameof(TimerProbes.Arm), static probe => probe.Arm()));
        probes.WaitForCalls(3);
        Assert.Equal(5, probes.Object.LastKey);
        TimerProbes.Flow flow = probes.Object.Flows[5];
        Assert.Equal((7ul, 3), (flow.Packets, flow.Expired));
        Assert.Equal(default, flow.Idle);
        Assert.Equal(2, probes.Run(nameof(TimerProbes.CancelTwice), static probe => probe.CancelTwice()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("helper", "bpf_timer_cancel")]
    public void A_timer_ends_when_cancelled_and_with_its_element(bool isKernel)
    {
        using Probes probes = Start(isKernel);
        (probes.Object.Key, probes.Object.Delay) = (1, TimerProbes.Hour);
        Assert.Equal(63, probes.Run(nameof(TimerProbes.Arm), static probe => probe.Arm()));
        Assert.Equal(3, probes.Run(nameof(TimerProbes.CancelTwice), static probe => probe.CancelTwice()));
        // An element that is made anew has no timer: it can be initialised again.
        Assert.True(probes.Object.Flows.Remove(1));
        Assert.Equal(63, probes.Run(nameof(TimerProbes.Arm), static probe => probe.Arm()));
        // Replacing it, from either side, does the same.
        probes.Object.Slots[2] = new() { Packets = 1 };
        probes.Object.Key = 2;
        Assert.Equal(1, probes.Run(nameof(TimerProbes.ArmSlot), static probe => probe.ArmSlot()));
        Assert.Equal(0, probes.Run(nameof(TimerProbes.ArmSlot), static probe => probe.ArmSlot()));
        probes.Object.Slots[2] = new() { Packets = 8 };
        Assert.Equal(1, probes.Run(nameof(TimerProbes.ArmSlot), static probe => probe.ArmSlot()));
        Assert.Equal(0, probes.Object.Calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("map", "array")]
    public void Arrays_and_lru_tables_have_timers_too(bool isKernel)
    {
        using Probes probes = Start(isKernel);
        (probes.Object.Key, probes.Object.Delay) = (2, 1000);
        probes.Object.Slots[2] = new() { Packets = 11 };
        Assert.Equal(1, probes.Run(nameof(TimerProbes.ArmSlot), static probe => probe.ArmSlot()));
        probes.WaitForCalls(1);
        Assert.Equal((2L, 111ul), (probes.Object.LastKey, probes.Object.Slots[2].Packets));

        probes.Object.Key = 77;
        Assert.Equal(1, probes.Run(nameof(TimerProbes.ArmRecent), static probe => probe.ArmRecent()));
        probes.WaitForCalls(2);
        Assert.Equal(77, probes.Object.LastKey);
        Assert.Empty(probes.Object.Recent);
    }

    [Fact]
    public void A_trap_ends_the_callback_and_is_counted()
    {
        using Probes probes = Start(isKernel: true);
        probes.Object.Delay = 1000;
        Assert.Equal(1, probes.Run(nameof(TimerProbes.ArmTrap), static probe => probe.ArmTrap()));
        probes.WaitFor(() => probes.Object.Traps.Count > 0);
        BpfTrap trap = Assert.Single(probes.Object.Traps);
        Assert.Equal(1ul, trap.Count);
        Assert.Contains("DivideByZeroException", trap.Reason, StringComparison.Ordinal);
        Assert.Equal((1, 0L), (probes.Object.Calls, probes.Object.LastKey));
    }

    private Probes Start(bool isKernel)
    {
        if (isKernel)
            Requires.Feature(BpfFeature.Timers);
        return new(isKernel ? null : new SimulatedKernel(), _packet);
    }

    private sealed class Probes : IDisposable
    {
        private readonly SimulatedKernel? _simulated;
        private readonly byte[] _packet;

        public Probes(SimulatedKernel? simulated, byte[] packet)
        {
            (_simulated, _packet) = (simulated, packet);
            Object = new(simulated ?? BpfHost.Kernel);
            Object.Load();
        }

        public TimerProbes Object { get; }

        public int Run(string program, Func<TimerProbes, int> onClr)
        {
            if (_simulated is null)
                return (int)Object.Programs[program].TestRun(_packet).ReturnValue;
            using (_simulated.Enter())
                return onClr(Object);
        }

        public void WaitForCalls(int count)
        {
            _simulated?.Advance(TimeSpan.FromMilliseconds(10));
            WaitFor(() => Volatile.Read(ref Object.Calls) >= count);
            Assert.Equal(count, Object.Calls);
        }

        public void WaitFor(Func<bool> condition) =>
            Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromMinutes(3)), "the timer did not expire");

        public void Dispose() => Object.Dispose();
    }
}
