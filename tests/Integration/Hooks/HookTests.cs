using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Hooks;

/// <summary>Hooks written in C# that no example uses.</summary>
[Collection(nameof(Alone))]
public sealed class HookTests
{
    [Fact]
    [Trait("hook", "tp")]
    public void A_tracepoints_record_is_read()
    {
        Requires.Root();
        Requires.Btf();
        Requires.Tracefs();
        LeakGuard leaks = LeakGuard.Start();
        using (HookProbes probes = new())
        {
            probes.Attach();
            Trigger.Forks forks = Trigger.Fork(5);
            List<ForkPair> seen = [];
            while (probes.Forks.TryRead(out ForkPair pair))
                seen.Add(pair);
            Assert.All(forks.Children, child => Assert.Equal((forks.Parent, 0u), seen.Where(e => e.Child == child).Select(e => (e.Parent, e.Uid)).Single()));
            Assert.Empty(probes.Traps);
        }
        leaks.AssertNothingLeft();
    }

    [Fact]
    [Trait("hook", "xdp")]
    public void An_xdp_program_decides()
    {
        Requires.Root();
        using HookProbes probes = new();
        probes.Load();
        byte[] packet = new byte[64];
        BpfProgram program = probes.Programs[nameof(HookProbes.EveryOther)];
        Assert.Equal([1u, 2u, 1u], Enumerable.Range(0, 3).Select(_ => program.TestRun(packet).ReturnValue));
        Assert.Equal(3, probes.Packets);
    }
}
