using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Kprobes;

/// <summary>What is in the kernel while a probe is attached, and after.</summary>
[Collection(nameof(Alone))]
public sealed class LifetimeTests
{
    const string Function = "__sys_socketpair", List = "/sys/kernel/debug/kprobes/list";

    [Fact]
    public void A_probe_is_a_link_where_there_are_links_and_leaves_nothing()
    {
        Requires.Root();
        Requires.Kprobes();
        Requires.Tracefs();
        Assert.SkipUnless(File.Exists(List), "needs a mounted debugfs");
        using (PlaceProbes warm = new())
            warm.Load();
        var guard = LeakGuard.Start();
        using (PlaceProbes probes = new())
        {
            probes.Load();
            int links = RawBpf.Ids(31).Count();
            using (probes.Programs["Anywhere"].AttachToFunction(Function))
            {
                // bpf_link for perf events came with 5.15; before, a perf event is told by ioctl.
                Assert.Equal(links + (Machine.Kernel >= new Version(5, 15) ? 1 : 0), RawBpf.Ids(31).Count());
                Assert.True(IsProbed());
                // Probes made in tracefs would be listed here, and survive a killed process.
                Assert.Equal("", File.ReadAllText("/sys/kernel/tracing/kprobe_events"));
            }
            Assert.False(IsProbed());
            probes.Programs["AfterAnywhere"].AttachToFunction(Function);
            Assert.True(IsProbed());
        }
        Assert.False(IsProbed());
        guard.AssertNothingLeft();
    }

    static bool IsProbed() => File.ReadLines(List).Any(l => l.Contains($" {Function}+", StringComparison.Ordinal));
}
