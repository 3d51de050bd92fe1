using Xunit;

namespace BpfSharp.Integration.CloneTrace;

/// <summary>The same probes without a kernel: what a user's own unit tests look like.</summary>
public sealed unsafe class SimulatedTests
{
    [Fact]
    public void A_new_process_is_reported_and_counted()
    {
        SimulatedKernel kernel = new() { Comm = Comm.FromString("bash"), KtimeNs = 5_000 };
        using CloneProbe probe = new(kernel);
        TaskStruct parent = new() { pid = 101, tgid = 100 }, child = new() { pid = 200, tgid = 200 };

        using (kernel.Enter())
        {
            probe.OnFork(&parent, &child);
            kernel.Advance(TimeSpan.FromMilliseconds(1));
            probe.OnFork(&parent, &child);
        }

        Assert.True(probe.Clones.TryRead(out CloneEvent first));
        Assert.Equal((100, 200, 5_000UL, "bash"), (first.Parent, first.Child, first.Timestamp, first.Comm.ToString()));
        Assert.True(probe.Clones.TryRead(out CloneEvent second));
        Assert.Equal(1_005_000UL, second.Timestamp);
        Assert.False(probe.Clones.TryRead(out _));
        Assert.Equal(2UL, probe.CountByParent[100]);
    }

    [Fact]
    public void A_new_thread_is_not()
    {
        SimulatedKernel kernel = new();
        using CloneProbe probe = new(kernel);
        TaskStruct parent = new() { pid = 100, tgid = 100 }, thread = new() { pid = 101, tgid = 100 };
        using (kernel.Enter())
            probe.OnFork(&parent, &thread);
        Assert.False(probe.Clones.TryRead(out _));
        Assert.Empty(probe.CountByParent);
    }

    [Fact]
    public void Read_only_globals_are_seen_by_the_program()
    {
        SimulatedKernel kernel = new();
        using CloneProbe probe = new(kernel) { MinPid = 150 };
        TaskStruct small = new() { pid = 100, tgid = 100 }, large = new() { pid = 150, tgid = 150 }, child = new() { pid = 200, tgid = 200 };
        using (kernel.Enter())
        {
            probe.OnFork(&small, &child);
            probe.OnFork(&large, &child);
        }
        Assert.Equal([150], probe.CountByParent.Select(entry => entry.Key));
    }

    [Fact]
    public void Printed_lines_are_kept()
    {
        SimulatedKernel kernel = new();
        using ForkProbe probe = new(kernel);
        TaskStruct parent = new() { pid = 6789, tgid = 6789 }, child = new() { pid = 12345, tgid = 12345 };
        using (kernel.Enter())
            probe.OnFork(&parent, &child);
        Assert.Equal(["New process created: PID 12345 (from parent 6789)"], kernel.Printk);
    }

    [Fact]
    public void A_full_buffer_drops_and_counts()
    {
        SimulatedKernel kernel = new();
        using RawForkProbe probe = new(kernel);
        TaskStruct parent = new() { pid = 1, tgid = 1 }, child = new() { pid = 2, tgid = 2 };
        using (kernel.Enter())
        {
            for (int i = 0; i < 200; i++)
                probe.OnFork(&parent, &child);
        }
        int kept = probe.Forks.Consume((ref readonly CloneEvent e) => Assert.Equal(2, e.Child));
        Assert.Equal(200UL, probe.Seen);
        Assert.Equal(200UL, (ulong)kept + probe.Forks.DroppedCount);
        Assert.InRange(kept, 90, 102);
    }

    [Fact]
    public void Outside_a_kernel_the_helpers_say_how_to_enter_one()
    {
        using ForkProbe probe = new(new SimulatedKernel());
        TaskStruct task = new() { pid = 1, tgid = 1 };
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => Call(probe, task));
        Assert.Contains("Enter()", exception.Message, StringComparison.Ordinal);

        static void Call(ForkProbe probe, TaskStruct task) => probe.OnFork(&task, &task);
    }
}
