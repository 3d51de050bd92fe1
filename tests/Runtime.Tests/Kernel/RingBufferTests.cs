using System.Diagnostics;
using BpfSharp.Runtime.Tests.Support;
using Xunit;

namespace BpfSharp.Runtime.Tests.Kernel;

/// <summary>Events arrive once, in order, or are counted as dropped; waiting ends when it should.</summary>
[Collection(KernelCollection.Name)]
public sealed class RingBufferTests
{
    // Of 4096 bytes, at 24 for each event, and never filled to the last byte.
    private const int Capacity = 4096 / 24;

    [Fact]
    public void Events_come_in_order_without_discarded_ones()
    {
        using var probe = Probe.Start(reports: 2);
        probe.Call(25);
        var seen = new List<ulong>();
        while (probe.Events.TryRead(out var e))
            seen.Add(e.Sequence);
        Assert.Equal(Enumerable.Range(0, 25).Where(static n => n % 5 != 4).Select(static n => (ulong)n), seen);
    }

    [Fact]
    public void Nothing_is_lost_around_the_end_of_the_memory()
    {
        using var probe = Probe.Start();
        ulong expected = 0;
        for (int round = 0; round < 200; round++)
        {
            probe.Call(round % 37);
            int count = probe.Events.Consume((ref readonly ProbeEvent e) =>
            {
                Assert.Equal(expected++, e.Sequence);
                Assert.Equal((uint)Environment.ProcessId, e.Tgid);
            });
            Assert.Equal(round % 37, count);
        }

        Assert.Equal(0ul, probe.Events.DroppedCount);
    }

    [Fact]
    public void What_does_not_fit_is_counted()
    {
        using var probe = Probe.Start();
        probe.Call(1000);
        Assert.Equal(1000ul - Capacity, probe.Events.DroppedCount);
        ulong next = 0;
        Assert.Equal(Capacity, probe.Events.Consume((ref readonly ProbeEvent e) => Assert.Equal(next++, e.Sequence)));

        probe.Call(1);
        Assert.True(probe.Events.TryRead(out var later));
        Assert.Equal(1000ul, later.Sequence);
        Assert.Equal(1000ul - Capacity, probe.Events.DroppedCount);
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        using var probe = Probe.Start();
        RingBufferHandler<ProbeEvent> handler = static (ref readonly ProbeEvent _) => { };
        ulong value = 0;
        for (int round = 0; round < 3; round++)
        {
            probe.Call(20);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int read = 0; read < 10; read++)
                Assert.True(probe.Events.TryRead(out _));
            int consumed = probe.Events.Consume(handler);
            probe.Slots[3] = 5;
            value = probe.Slots[3];
            bool isThere = probe.ByKind.TryGetValue(0, out _) && probe.ByKind.TrySet(3, 4) && probe.ByKind.Remove(3) && !probe.ByKind.ContainsKey(3);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal((10, 5ul, true), (consumed, value, isThere));
            // The first round pays for what is made once.
            if (round > 0)
                Assert.Equal(0, allocated);
        }
    }

    [Fact]
    public void A_handler_that_throws_has_taken_its_event()
    {
        using var probe = Probe.Start();
        probe.Call(3);
        Assert.Throws<FormatException>(() => probe.Events.Consume((ref readonly ProbeEvent _) => throw new FormatException()));
        Assert.True(probe.Events.TryRead(out var next));
        Assert.Equal(1ul, next.Sequence);
    }

    [Fact]
    public void A_handler_must_not_read_but_may_dispose()
    {
        using var probe = Probe.Start();
        probe.Call(2);
        Assert.Throws<InvalidOperationException>(() => probe.Events.Consume((ref readonly ProbeEvent e) => probe.Events.TryRead(out var other)));
        ulong seen = 99;
        Assert.Throws<ObjectDisposedException>(() =>
        {
            probe.Events.Consume((ref readonly ProbeEvent e) =>
            {
                probe.Dispose();
                seen = e.Sequence;
            });
            probe.Events.TryRead(out _);
        });
        Assert.Equal(1ul, seen);
    }

    [Fact]
    public void Waiting_ends_with_an_event_or_the_time()
    {
        using var probe = Probe.Start();
        var clock = Stopwatch.StartNew();
        Assert.False(probe.Events.Wait(TimeSpan.FromMilliseconds(50)));
        Assert.True(clock.ElapsedMilliseconds >= 45);
        Assert.False(probe.Events.Wait(TimeSpan.Zero));

        using var caller = new Timer(_ => probe.Call(), null, 50, Timeout.Infinite);
        Assert.True(probe.Events.Wait(TimeSpan.FromSeconds(60)));
        Assert.True(probe.Events.TryRead(out _));
    }

    [Fact]
    public void A_blocked_read_ends_when_cancelled_or_disposed()
    {
        using var probe = Probe.Start();
        using (var cancellation = new CancellationTokenSource(50))
            Assert.Throws<OperationCanceledException>(() => probe.Events.Read(cancellation.Token));
        using var disposer = new Timer(_ => probe.Dispose(), null, 50, Timeout.Infinite);
        Assert.Throws<ObjectDisposedException>(() => probe.Events.Read(CancellationToken.None));
    }

    [Fact]
    public void Records_of_another_size_are_an_error()
    {
        using var probe = Probe.Start();
        probe.Call();
        var wrong = new RingBuffer<int>(probe.Map(0));
        Assert.Contains("16 bytes", Assert.Throws<InvalidOperationException>(() => wrong.TryRead(out _)).Message);
        Assert.Throws<ArgumentException>(() => new RingBuffer<int>(probe.Map(1)));
    }

    [Fact]
    public void User_code_cannot_write()
    {
        using var probe = Probe.Start();
        Assert.Throws<InvalidOperationException>(() => probe.Events.TryOutput(default));
        Assert.Throws<InvalidOperationException>(() => probe.ByKind.GetValueRefOrNullRef(0));
        Assert.Throws<InvalidOperationException>(() => probe.PerCpuByKind.TryGetValue(0, out _));
    }
}
