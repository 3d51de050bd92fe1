using BpfSharp.Runtime.Tests.Support;
using Xunit;

namespace BpfSharp.Runtime.Tests.Kernel;

/// <summary>The asynchronous stream: ends promptly, and stopping and starting again loses and doubles nothing.</summary>
[Collection(KernelCollection.Name)]
public sealed class RingBufferStreamTests
{
    // Only for what would otherwise last for ever: an emulated machine under load is a hundred times slower than this one.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Events_are_streamed_while_they_happen()
    {
        using var probe = Probe.Start();
        using var cancellation = new CancellationTokenSource(Limit);
        using var caller = new Timer(static _ => Support.Kernel.Call(3), null, 10, 10);
        ulong expected = 0;
        await foreach (var e in probe.Events.ReadAllAsync(cancellation.Token))
        {
            Assert.Equal(expected++, e.Sequence);
            if (expected == 60)
                break;
        }

        Assert.Equal(60ul, expected);
    }

    [Fact]
    public async Task Stopping_and_starting_again_loses_nothing()
    {
        using var probe = Probe.Start();
        ulong expected = 0;
        for (int round = 0; round < 100; round++)
        {
            probe.Call(4);
            using var cancellation = new CancellationTokenSource(Limit);
            int taken = 0;
            try
            {
                await foreach (var e in probe.Events.ReadAllAsync(cancellation.Token))
                {
                    Assert.Equal(expected++, e.Sequence);
                    if (++taken == 4 && round % 2 == 0)
                        break;
                    if (taken == 4)
                        await cancellation.CancelAsync();
                }
            }
            catch (OperationCanceledException) when (taken == 4)
            {
                Assert.Equal(1, round % 2);
            }
        }

        Assert.Equal(400ul, expected);
        Assert.False(probe.Events.TryRead(out _));
    }

    [Fact]
    public async Task Cancelling_ends_a_waiting_stream_at_once()
    {
        using var probe = Probe.Start();
        using var cancellation = new CancellationTokenSource();
        var stream = probe.Events.ReadAllAsync(cancellation.Token).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var waiting = stream.MoveNextAsync().AsTask();
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        await cancellation.CancelAsync();
        // No event wakes it: without the cancellation it would wait for ever.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Limit, TestContext.Current.CancellationToken));
        await stream.DisposeAsync();
    }

    [Fact]
    public async Task Disposing_the_object_completes_the_stream()
    {
        var probe = Probe.Start();
        using var bothSeen = new SemaphoreSlim(0);
        int count = 0;
        var reader = Task.Run(async () =>
        {
            await foreach (var e in probe.Events.ReadAllAsync(CancellationToken.None))
            {
                if (++count == 2)
                    bothSeen.Release();
            }
        }, TestContext.Current.CancellationToken);
        probe.Call(2);
        Assert.True(await bothSeen.WaitAsync(Limit, TestContext.Current.CancellationToken));
        probe.Dispose();
        await reader.WaitAsync(Limit, TestContext.Current.CancellationToken);
        Assert.Equal(2, count);
    }

    [Fact]
    public async Task A_stream_begun_after_disposal_is_empty()
    {
        var probe = Probe.Start();
        var stream = probe.Events.ReadAllAsync(TestContext.Current.CancellationToken);
        probe.Dispose();
        await foreach (var e in stream)
            Assert.Fail("nothing can be read from a disposed object");
        Assert.Throws<ObjectDisposedException>(() => probe.Events.ReadAllAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Two_streams_share_the_events()
    {
        using var probe = Probe.Start();
        using var cancellation = new CancellationTokenSource(Limit);
        const int total = 2000;
        var seen = new System.Collections.Concurrent.ConcurrentBag<ulong>();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            try
            {
                await foreach (var e in probe.Events.ReadAllAsync(cancellation.Token))
                {
                    seen.Add(e.Sequence);
                    if (seen.Count == total)
                        await cancellation.CancelAsync();
                }
            }
            catch (OperationCanceledException)
            {
            }
        })).ToArray();
        Support.Kernel.OnThread(() =>
        {
            for (int call = 0; call < total; call++)
            {
                probe.Call();
                // Leave the readers time, so that nothing is dropped.
                while (call - seen.Count > 100)
                    Thread.Sleep(1);
            }
        });
        await Task.WhenAll(readers).WaitAsync(Limit, TestContext.Current.CancellationToken);
        Assert.Equal(0ul, probe.Events.DroppedCount);
        Assert.Equal(Enumerable.Range(0, total).Select(static n => (ulong)n), seen.Order());
    }

    [Fact]
    public async Task No_wake_up_is_missed_in_thousands()
    {
        using var probe = Probe.Start();
        using var cancellation = new CancellationTokenSource();
        using var arrived = new SemaphoreSlim(0);
        var reader = Task.Run(async () =>
        {
            await foreach (var e in probe.Events.ReadAllAsync(cancellation.Token))
                arrived.Release();
        }, TestContext.Current.CancellationToken);
        var random = new Random(1);
        Support.Kernel.OnThread(() =>
        {
            for (int round = 0; round < 1500; round++)
            {
                int burst = random.Next(1, 4);
                probe.Call(burst);
                for (int call = 0; call < burst; call++)
                    Assert.True(arrived.Wait(Limit), $"round {round}: event {call} of {burst} did not arrive, and {(probe.Events.Wait(TimeSpan.Zero) ? "is there" : "was taken")}");
                // The reader is at some point on its way to sleep when the next burst comes.
                Thread.SpinWait(random.Next(2000));
            }
        });
        Assert.Equal(0, arrived.CurrentCount);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader);
    }
}
