using System.Diagnostics;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Maps;

/// <summary>Records from user code to programs, in the kernel and on the CLR.</summary>
[Trait("map", "user_ringbuf")]
[Trait("helper", "bpf_user_ringbuf_drain")]
[Trait("helper", "bpf_dynptr_data")]
public sealed class UserRingTests
{
    private readonly byte[] _packet = new byte[64];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Records_arrive_in_order_and_whole_around_the_end_of_the_buffer(bool isKernel)
    {
        using var probes = Open(isKernel, out var run);
        // 24 bytes each, 170 at a time: the places wrap where no record ends.
        for (int round = 0; round < 5; round++)
        {
            for (int index = 0; index < 100; index++)
                Assert.True(probes.Commands.TryWrite(new() { Kind = (round * 100) + index, Amount = index }));
            Assert.Equal(100u * 24, probes.Commands.UsedBytes);
            Assert.Equal(100, run(nameof(UserRingProbes.Take)));
            Assert.Equal(0u, probes.Commands.UsedBytes);
        }
        Assert.Equal((500, 5 * 4950L), (probes.Order, probes.Sum));
        Assert.Equal(0, run(nameof(UserRingProbes.Take)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_full_buffer_refuses_counts_and_has_room_when_something_was_taken(bool isKernel)
    {
        using var probes = Open(isKernel, out var run);
        int written = 0;
        while (probes.Numbers.TryWrite(1))
            written++;
        Assert.Equal(4096 / 16, written);
        Assert.False(probes.Numbers.TryReserve(out _));
        Assert.Equal(2ul, probes.Numbers.DroppedCount);
        Assert.False(probes.Numbers.WaitForRoom(TimeSpan.Zero, TestContext.Current.CancellationToken));
        using (CancellationTokenSource cancelled = new())
        {
            cancelled.Cancel();
            Assert.Throws<OperationCanceledException>(() => probes.Numbers.WaitForRoom(Timeout.InfiniteTimeSpan, cancelled.Token));
        }

        Task<bool> waiting = Task.Run(() => probes.Numbers.WaitForRoom(TimeSpan.FromMinutes(3)), TestContext.Current.CancellationToken);
        probes.Limit = 3;
        Assert.Equal(3, run(nameof(UserRingProbes.TakeSome)));
        Assert.Equal(3, probes.Sum);
        Assert.True(await waiting);
        Assert.Equal((uint)(written - 3) * 16, probes.Numbers.UsedBytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_slot_is_filled_in_place_and_holds_up_what_is_behind_it(bool isKernel)
    {
        using var probes = Open(isKernel, out var run);
        probes.Limit = 100;
        Assert.True(probes.Numbers.TryReserve(out UserRingBufferSlot<long> first));
        Assert.True(probes.Numbers.TryWrite(5));
        Assert.Equal(0, run(nameof(UserRingProbes.TakeSome)));
        first.Value += 7; // zero before
        first.Submit();
        Assert.Equal((2, 12L), (run(nameof(UserRingProbes.TakeSome)), probes.Sum));

        Assert.True(probes.Numbers.TryReserve(out UserRingBufferSlot<long> discarded));
        using (discarded)
            Assert.True(probes.Numbers.TryWrite(9));
        Assert.Equal((1, 9L), (run(nameof(UserRingProbes.TakeSome)), probes.Sum));
        bool isRefused = false;
        try
        {
            first.Submit();
        }
        catch (InvalidOperationException)
        {
            isRefused = true;
        }
        Assert.True(isRefused);
    }

    [Fact]
    public void A_trap_ends_the_drain_and_a_record_of_another_size_is_one()
    {
        using var probes = Open(isKernel: true, out var run);
        probes.Numbers.TryWrite(8);
        probes.Numbers.TryWrite(9);
        Assert.Equal(0, run(nameof(UserRingProbes.TakeTrapping)));
        Assert.Contains("DivideByZeroException", Assert.Single(probes.Traps).Reason, StringComparison.Ordinal);
        probes.Divisor = 1;
        Assert.Equal((1, 9L), (run(nameof(UserRingProbes.TakeTrapping)), probes.Sum));

        new UserRingBuffer<int>(probes.Numbers.Map).TryWrite(1);
        Assert.Equal(0, run(nameof(UserRingProbes.TakeTrapping)));
        Assert.Contains(probes.Traps, static trap => trap.Reason.Contains("too short", StringComparison.Ordinal));
    }

    /// <summary>Two threads write while a program takes: all arrives, each thread's in order.</summary>
    [Fact]
    public void Nothing_is_lost_between_threads()
    {
        using var probes = Open(isKernel: true, out var run);
        const int each = 2000;
        probes.Limit = int.MaxValue;
        Thread[] writers = [.. Enumerable.Range(0, 2).Select(_ => new Thread(() =>
        {
            for (int index = 1; index <= each;)
            {
                if (probes.Numbers.TryWrite(index))
                    index++;
                else
                    probes.Numbers.WaitForRoom(TimeSpan.FromMinutes(3));
            }
        }))];
        foreach (Thread writer in writers)
            writer.Start();
        (int count, long sum) = (0, 0);
        Stopwatch time = Stopwatch.StartNew();
        while (count < 2 * each && time.Elapsed < TimeSpan.FromMinutes(3))
        {
            int taken = run(nameof(UserRingProbes.TakeSome));
            Assert.InRange(taken, 0, 2 * each);
            count += taken;
            sum += probes.Sum;
            if (taken == 0)
                Thread.Yield();
        }
        foreach (Thread writer in writers)
            writer.Join();
        Assert.Equal((2 * each, 2L * each * (each + 1) / 2), (count, sum));
    }

    [Fact]
    public void A_view_of_another_kind_or_without_room_is_refused_and_user_code_cannot_drain()
    {
        using var probes = Open(isKernel: true, out _);
        Assert.Contains("not RingBuffer", Assert.Throws<ArgumentException>(() => new RingBuffer<long>(probes.Numbers.Map)).Message, StringComparison.Ordinal);
        Assert.Contains("too few", Assert.Throws<ArgumentException>(() => new UserRingBuffer<Large>(probes.Numbers.Map)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => probes.Numbers.Drain((ref readonly _) => { }));
        probes.Dispose();
        Assert.Throws<ObjectDisposedException>(() => probes.Numbers.TryWrite(1));
    }

    private unsafe struct Large
    {
        public fixed byte Bytes[4096];
    }

    private UserRingProbes Open(bool isKernel, out Func<string, int> run)
    {
        if (isKernel)
            Requires.MapType(BpfMapType.UserRingBuffer);
        SimulatedKernel simulated = new();
        UserRingProbes probes = new(isKernel ? BpfHost.Kernel : simulated);
        probes.Load();
        run = program =>
        {
            if (isKernel)
                return (int)probes.Programs[program].TestRun(_packet).ReturnValue;
            using (simulated.Enter())
                return program == nameof(UserRingProbes.Take) ? probes.Take() : probes.TakeSome();
        };
        return probes;
    }
}
