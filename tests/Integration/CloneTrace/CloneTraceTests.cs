using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.CloneTrace;

/// <summary>The example's probe in the running kernel: real forks, known process ids.</summary>
[Collection(nameof(Alone))]
public sealed class CloneTraceTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Every_fork_arrives_with_its_parent()
    {
        Requires.Root();
        Requires.Btf();
        LeakGuard leaks = LeakGuard.Start();
        using (CloneProbe probe = new() { MinPid = 2 })
        {
            probe.Attach();
            Trigger.Forks forks = Trigger.Fork(20);

            List<CloneEvent> events = await ReadUntil(probe.Clones, seen => forks.Children.All(child => seen.Exists(e => e.Child == child)));

            foreach (int child in forks.Children)
            {
                CloneEvent created = Assert.Single(events, e => e.Child == child);
                Assert.Equal(forks.Parent, created.Parent);
                Assert.Equal("sh", created.Comm.ToString());
            }
            Assert.Equal(20UL, probe.CountByParent[forks.Parent]);
            CloneEvent[] own = [.. events.Where(e => e.Parent == forks.Parent)]; // another CPU's may overtake between clock and buffer
            Assert.Equal(own.OrderBy(e => e.Timestamp), own);
            Assert.Equal(0UL, probe.Clones.DroppedCount);
            Assert.Empty(probe.Traps);
        }
        leaks.AssertNothingLeft();
    }

    [Fact]
    public async Task Processes_started_by_vfork_arrive_and_threads_do_not()
    {
        Requires.Root();
        Requires.Btf();
        using CloneProbe probe = new();
        probe.Attach();
        Trigger.StartThread();
        int child = Trigger.Run("/bin/true");

        List<CloneEvent> events = await ReadUntil(probe.Clones, seen => seen.Exists(e => e.Child == child));

        Assert.Equal(Environment.ProcessId, events.Single(e => e.Child == child).Parent);
        Assert.DoesNotContain(events, e => e.Child == Environment.ProcessId);
    }

    [Fact]
    public void Parents_below_the_minimum_are_left_out()
    {
        Requires.Root();
        Requires.Btf();
        using CloneProbe probe = new() { MinPid = int.MaxValue };
        probe.Attach();
        Trigger.Fork(3);
        Assert.False(probe.Clones.TryRead(out _));
        Assert.Empty(probe.CountByParent);
    }

    [Fact]
    public void The_fallback_stays_out_where_the_first_form_runs()
    {
        Requires.Root();
        Requires.Btf();
        using CloneProbe probe = new();
        probe.Attach();
        Assert.True(probe.Programs[nameof(CloneProbe.OnFork)].IsAttached);
        Assert.False(probe.Programs[nameof(CloneProbe.OnForkRaw)].IsAttached);
    }

    [Fact]
    public async Task The_raw_tracepoint_form_reads_the_same_values()
    {
        Requires.Root();
        Requires.Btf(); // its CO-RE relocations need it
        using RawForkProbe probe = new();
        probe.Attach();
        Trigger.Forks forks = Trigger.Fork(5);

        List<CloneEvent> events = await ReadUntil(probe.Forks, seen => forks.Children.All(child => seen.Exists(e => e.Child == child)));

        Assert.All(forks.Children, child => Assert.Equal(forks.Parent, events.Single(e => e.Child == child).Parent));
    }

    [Fact]
    public void What_a_full_ring_buffer_drops_is_counted()
    {
        Requires.Root();
        Requires.Btf();
        using RawForkProbe probe = new();
        probe.Attach();
        const int Forks = 400; // the buffer holds a page: 4096 / (8 + 32) = 102 events
        Trigger.Fork(Forks);
        probe.Programs[nameof(RawForkProbe.OnFork)].Detach(); // others fork, too, and a run may have begun before

        int kept = Consume();
        Assert.InRange(kept, 90, 102);
        Assert.True(SpinWait.SpinUntil(() => (ulong)(kept += Consume()) + probe.Forks.DroppedCount == probe.Seen, s_patience), $"{kept} kept, {probe.Forks.DroppedCount} dropped, {probe.Seen} seen");
        Assert.True(probe.Seen >= Forks);
        ulong dropped = probe.Forks.DroppedCount;
        probe.Programs[nameof(RawForkProbe.OnFork)].Attach();
        Trigger.Fork(3);
        Assert.Equal(dropped, probe.Forks.DroppedCount);

        int Consume() => probe.Forks.Consume((ref readonly CloneEvent e) => Assert.NotEqual(0, e.Child));
    }

    [Fact]
    public void Lines_printed_by_the_kernel_come_back_as_fields()
    {
        Requires.Root();
        Requires.Btf();
        Requires.Tracefs();
        using TracePipe pipe = new();
        using ForkProbe probe = new();
        probe.Attach();
        Trigger.Forks forks = Trigger.Fork(3);

        using CancellationTokenSource timeout = new(s_patience);
        List<TraceRecord> records = [];
        while (!forks.Children.All(child => records.Exists(r => r.Message == $"New process created: PID {child} (from parent {forks.Parent})")))
            records.Add(pipe.Read(timeout.Token));

        TraceRecord first = records.Find(r => r.Message.Contains($"PID {forks.Children[0]} ", StringComparison.Ordinal))!;
        Assert.NotEmpty(first.Task); // mostly "sh", but the kernel promises no name
        Assert.Equal(forks.Parent, first.Pid);
        Assert.InRange(first.Cpu, 0, Environment.ProcessorCount - 1);
        Assert.True(first.Timestamp > TimeSpan.Zero);
    }

    private static async Task<List<CloneEvent>> ReadUntil(RingBuffer<CloneEvent> buffer, Predicate<List<CloneEvent>> isDone)
    {
        using CancellationTokenSource timeout = new(s_patience);
        List<CloneEvent> events = [];
        await foreach (CloneEvent e in buffer.ReadAllAsync(timeout.Token))
        {
            events.Add(e);
            if (isDone(events))
                break;
        }
        return events;
    }
}
