using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Kprobes;

[BpfObject]
public sealed partial class SleepProbe
{
    public partial int Process { get; init; }
    public partial ref int Hits { get; }

    [Kretsyscall("nanosleep")]
    int OnAwake(int result)
    {
        if (Bpf.CurrentTgid == Process) Interlocked.Increment(ref Hits);
        return 0;
    }
}

/// <summary>Returns that a return probe could not follow are counted, or said to be unknown.</summary>
[Collection(nameof(Alone))]
public sealed class MissedRunsTests
{
    const int Sleepers = 48;

    [Fact]
    public void More_sleepers_than_the_kernel_follows()
    {
        Requires.Root();
        Requires.Kprobes();
        Requires.Kernel(6, 7);
        using SleepProbe probe = new() { Process = Environment.ProcessId };
        probe.Attach();
        Sleep();
        BpfMissedRuns missed = probe.Programs["OnAwake"].GetMissedRuns();
        // Other processes may sleep meanwhile, so there may be more misses than ours.
        Assert.InRange(probe.Hits, 1, Sleepers - 1);
        Assert.NotNull(missed.ByProbe);
        Assert.InRange(missed.ByProbe.Value, (ulong)(Sleepers - probe.Hits), ulong.MaxValue);
        Assert.NotNull(missed.ByRecursion);
        Assert.Equal(missed.ByProbe + missed.ByRecursion, missed.Total);
    }

    [Fact]
    public void An_older_kernel_says_that_it_does_not_know()
    {
        Requires.Root();
        Requires.Kprobes();
        Assert.SkipWhen(Machine.Kernel >= new Version(6, 7), "needs a kernel before 6.7");
        using SleepProbe probe = new() { Process = Environment.ProcessId };
        probe.Attach();
        Sleep();
        Assert.InRange(probe.Hits, 1, Sleepers - 1); // so some were missed
        Assert.Equal(new BpfMissedRuns(null, null), probe.Programs["OnAwake"].GetMissedRuns());
        Assert.Null(probe.Programs["OnAwake"].GetMissedRuns().Total);
    }

    [Fact]
    public void Without_misses_there_are_none()
    {
        Requires.Root();
        Requires.Kprobes();
        Requires.Kernel(6, 7);
        using SleepProbe probe = new() { Process = Environment.ProcessId };
        probe.Attach();
        Assert.Equal(0ul, probe.Programs["OnAwake"].GetMissedRuns().Total);
    }

    static void Sleep()
    {
        using Barrier all = new(Sleepers);
        var threads = Enumerable.Range(0, Sleepers).Select(_ => new Thread(() =>
        {
            all.SignalAndWait();
            Calls.Sleep(TimeSpan.FromSeconds(1.5));
        }, maxStackSize: 256 * 1024)).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
    }
}
