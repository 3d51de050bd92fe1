using Xunit;

namespace BpfSharp.Runtime.Tests.Simulation;

/// <summary>A program method called in a unit test, as a user would.</summary>
public sealed class SimulatedObjectTests
{
    private readonly SimulatedKernel _kernel = new() { Tgid = 42, Pid = 43, Comm = Comm.FromString("bash") };

    [Fact]
    public void A_program_method_runs_on_the_clr()
    {
        using var probe = new CloneProbe(_kernel) { MinPid = 2 };
        probe.Attach();
        Assert.True(probe.Programs["OnClone"].IsAttached);
        using (_kernel.Enter())
        {
            probe.OnClone(100);
            probe.OnClone(101);
            _kernel.Tgid = 1;
            probe.OnClone(102);
        }

        Assert.True(probe.Clones.TryRead(out var first));
        Assert.Equal((42, 100, "bash"), (first.Parent, first.Child, first.Comm.ToString()));
        Assert.Equal(101, probe.Clones.Read(TestContext.Current.CancellationToken).Child);
        Assert.False(probe.Clones.TryRead(out _));
        Assert.Equal(2ul, probe.CountByParent[42]);
        Assert.Equal([new KeyValuePair<int, ulong>(42, 2)], probe.CountByParent);
        Assert.Equal(5ul, probe.Dropped);
        Assert.Equal(["New process created: PID 100 (from parent 42, bash)", "New process created: PID 101 (from parent 42, bash)"], _kernel.Printk);
    }

    [Fact]
    public void Kernel_members_need_a_kernel()
    {
        using var probe = new CloneProbe(_kernel);
        Assert.Contains("Enter()", Assert.Throws<InvalidOperationException>(() => probe.OnClone(1)).Message);
        using (_kernel.Enter())
        {
            using (new SimulatedKernel { Tgid = 7 }.Enter())
                Assert.Equal(7, Bpf.CurrentTgid);
            Assert.Equal(42, Bpf.CurrentTgid);
            Assert.Equal((42ul << 32) | 43, Bpf.CurrentPidTgid);
        }

        Assert.Throws<InvalidOperationException>(() => Bpf.KtimeNs);
        Assert.Throws<InvalidOperationException>(() => Bpf.Printk($"x"));
    }

    [Fact]
    public void Clock_random_and_cpu_are_scripted()
    {
        using var entered = _kernel.Enter();
        ulong start = Bpf.KtimeNs;
        _kernel.Advance(TimeSpan.FromMilliseconds(2));
        Assert.Equal(start + 2_000_000, Bpf.KtimeNs);
        _kernel.SeedRandom(5);
        uint[] first = [Bpf.RandomUInt32, Bpf.RandomUInt32];
        _kernel.SeedRandom(5);
        Assert.Equal((first[0], first[1]), (Bpf.RandomUInt32, Bpf.RandomUInt32));
        _kernel.Cpu = 1;
        Assert.Equal(1, Bpf.CurrentCpu);
        Assert.Throws<ArgumentOutOfRangeException>(() => _kernel.Cpu = 2);
    }

    [Fact]
    public unsafe void Memory_reads_fail_outside_what_was_given()
    {
        using var entered = _kernel.Enter();
        long* kernel = _kernel.Allocate(0x1122334455667788);
        int* user = _kernel.AllocateUser(9);
        Assert.True(Bpf.TryReadKernel(kernel, out long value));
        Assert.Equal(0x1122334455667788, value);
        Assert.True(Bpf.TryReadKernel((int*)kernel + 1, out int half));
        Assert.Equal(0x11223344, half);
        Assert.False(Bpf.TryReadKernel((long*)((byte*)kernel + 1), out value));
        Assert.Equal(0, value);
        Assert.False(Bpf.TryReadKernel((int*)null, out _));
        Assert.Equal(0, Bpf.ReadKernel((int*)0x1000));
        Assert.True(Bpf.TryReadUser(user, out int fromUser));
        Assert.Equal(9, fromUser);
        Assert.False(Bpf.TryReadUser(kernel, out _));
        Assert.False(Bpf.TryReadKernel(user, out _));

        Assert.Throws<InvalidOperationException>(() => (nint)Bpf.CurrentTask<long>());
        _kernel.SetCurrentTask(kernel);
        Assert.Equal((nint)kernel, (nint)Bpf.CurrentTask<long>());
    }

    [Fact]
    public async Task The_stream_works_as_over_the_kernel()
    {
        var probe = new CloneProbe(_kernel);
        using var allSeen = new SemaphoreSlim(0);
        var reader = Task.Run(async () =>
        {
            var children = new List<int>();
            await foreach (var e in probe.Clones.ReadAllAsync(CancellationToken.None))
            {
                children.Add(e.Child);
                if (children.Count == 500)
                    allSeen.Release();
            }
            return children;
        }, TestContext.Current.CancellationToken);
        using (_kernel.Enter())
        {
            for (int child = 1; child <= 500; child++)
            {
                probe.OnClone(child);
                // However slow the machine is, the reader gets its turn before the buffer is full.
                if (child % 50 == 0)
                    Assert.True(SpinWait.SpinUntil(() => !probe.Clones.Wait(TimeSpan.Zero), 60_000), "the reader has stopped");
            }
        }

        Assert.Equal(5UL, probe.Dropped); // its initial value
        Assert.True(await allSeen.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        probe.Dispose();
        Assert.Equal(Enumerable.Range(1, 500), await reader.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Waiting_readers_wake_up()
    {
        using var probe = new CloneProbe(_kernel);
        Assert.False(probe.Clones.Wait(TimeSpan.FromMilliseconds(20)));
        using var writer = new Timer(_ =>
        {
            using (_kernel.Enter())
                probe.OnClone(1);
        }, null, 30, Timeout.Infinite);
        Assert.Equal(1, probe.Clones.Read(TestContext.Current.CancellationToken).Child);

        using var cancellation = new CancellationTokenSource(30);
        Assert.ThrowsAny<OperationCanceledException>(() => probe.Clones.Read(cancellation.Token));
        using var disposer = new Timer(_ => probe.Dispose(), null, 30, Timeout.Infinite);
        Assert.Throws<ObjectDisposedException>(() => probe.Clones.Read(CancellationToken.None));
    }

    [Fact]
    public void Disposal_closes_maps_but_keeps_globals()
    {
        var probe = new CloneProbe(_kernel);
        ref ulong dropped = ref probe.Dropped;
        var map = probe.CountByParent;
        map[1] = 1;
        probe.Dispose();
        probe.Dispose();
        Assert.Throws<ObjectDisposedException>(() => map[1]);
        dropped = 6;
        Assert.Equal(6ul, probe.Dropped);
        GC.KeepAlive(probe);
    }
}
