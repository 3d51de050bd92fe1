using System.Runtime.InteropServices;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Maps;

/// <summary>Perf buffers read as ring buffers are.</summary>
[Collection(nameof(Alone))]
public sealed class PerfBufferTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private readonly byte[] _packet = new byte[64];

    [Fact]
    public void Events_arrive_whole()
    {
        using PerfCases cases = Load();
        Assert.False(cases.Events.TryRead(out _));
        Assert.False(cases.Events.Wait(TimeSpan.FromMilliseconds(1)));
        Run(cases, 0x1_02, -9);
        Assert.True(cases.Events.Wait(s_limit));
        PerfCases.Event read = cases.Events.Read(TestContext.Current.CancellationToken);
        Assert.Equal((2, -9L, 7), ((int)read.Kind, read.Value, read.Odd));
        // The gaps of the struct are not what the stack had.
        Assert.Equal(new PerfCases.Event { Kind = 2, Value = -9, Odd = 7 }, read);
        Assert.All(MemoryMarshal.AsBytes(new Span<PerfCases.Event>(ref read))[1..8].ToArray(), gap => Assert.Equal(0, gap));

        for (int index = 0; index < 3000; index++) // around the end of a buffer, more than once
        {
            Run(cases, index, index * 3L);
            long sum = 0;
            Assert.Equal(1, cases.Events.Consume((ref readonly PerfCases.Event e) => sum += e.Value));
            Assert.Equal(index * 3L, sum);
        }
        Assert.Equal((0ul, 0ul), (cases.Events.DroppedCount, cases.Events.LostCount));
    }

    [Fact]
    public void Every_loss_is_counted_by_both_sides()
    {
        using PerfCases cases = Load();
        const int sent = 1000;
        BpfProgram program = cases.Programs["Numbered"];
        for (int index = 0; index < sent; index++)
            program.TestRun(_packet);
        ulong dropped = cases.Small.DroppedCount;
        List<int> seen = [];
        while (cases.Small.TryRead(out int number))
            seen.Add(number);
        Assert.NotEqual(0ul, dropped);
        Assert.Equal(sent, seen.Count + (int)dropped);
        Assert.Equal(seen.Count, seen.Distinct().Count());

        // The kernel tells of them in front of what it writes next, on each CPU on which it lost some.
        EachCpu.Do(() =>
        {
            program.TestRun(_packet);
            while (cases.Small.TryRead(out _))
            {
            }
        });
        Assert.Equal(dropped, cases.Small.LostCount);
        Assert.Equal(dropped, cases.Small.DroppedCount);
    }

    [Fact]
    public async Task A_stream_ends_with_its_object_and_nothing_is_left()
    {
        Requires.Root();
        LeakGuard leaks = LeakGuard.Start();
        PerfCases cases = Load();
        using var seen = new SemaphoreSlim(0);
        int last = 0;
        Task reader = Task.Run(async () =>
        {
            await foreach (int number in cases.Small.ReadAllAsync(CancellationToken.None))
            {
                last = number;
                seen.Release();
            }
        }, TestContext.Current.CancellationToken);
        for (int index = 0; index < 500; index++)
        {
            cases.Programs["Numbered"].TestRun(_packet);
            Assert.True(await seen.WaitAsync(s_limit, TestContext.Current.CancellationToken), $"event {index} did not wake the reader");
            Assert.Equal(index + 1, last);
        }
        cases.Dispose();
        await reader.WaitAsync(s_limit, TestContext.Current.CancellationToken);
        Assert.Throws<ObjectDisposedException>(() => cases.Small.TryRead(out _));
        leaks.AssertNothingLeft();
    }

    /// <summary>One reader for both: what the interface is for.</summary>
    [Fact]
    public void Both_kinds_of_buffer_are_read_alike()
    {
        SimulatedKernel kernel = new();
        using PerfCases perf = new(kernel);
        using Language.MapCases ring = new(kernel);
        Assert.True(perf.Small.TryOutput(41) && perf.Small.TryOutput(42));
        Assert.True(ring.Ring.TryOutput(new() { Count = 41 }) && ring.Ring.TryOutput(new() { Count = 42 }));
        Assert.Equal([41, 42], All(perf.Small));
        Assert.Equal([41, 42], All(ring.Ring).Select(value => value.Count));
        while (perf.Small.TryOutput(1))
        {
        }
        Assert.Equal(1ul, ((IEventBuffer<int>)perf.Small).DroppedCount);

        static List<T> All<T>(IEventBuffer<T> buffer) where T : unmanaged
        {
            List<T> all = [];
            Assert.True(buffer.Wait(TimeSpan.Zero));
            while (buffer.TryRead(out T value))
                all.Add(value);
            return all;
        }
    }

    private static PerfCases Load()
    {
        Requires.Root();
        PerfCases cases = new();
        cases.Load();
        return cases;
    }

    private void Run(PerfCases cases, long a, long b)
    {
        (cases.A, cases.B) = (a, b);
        cases.Programs["Output"].TestRun(_packet);
        Assert.Equal(1, cases.Result);
    }
}
