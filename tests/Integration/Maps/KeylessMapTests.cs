using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Maps;

/// <summary>Queues, stacks and Bloom filters from user space, against programs on the other side.</summary>
public sealed class KeylessMapTests
{
    private readonly byte[] _packet = new byte[64];

    [Fact]
    public void A_queue_carries_values_both_ways()
    {
        Requires.MapType(BpfMapType.Queue);
        using var cases = new QueueCases();
        cases.Load();
        (cases.A, cases.B) = (5, 9);
        Assert.Equal(7u, Run(cases, "LastInFirstOut"));
        Run(cases, "FullQueueLosesItsOldest"); // A + 2 was oldest and is taken
        Assert.True(cases.Queue.TryPeek(out long peeked));
        Assert.Equal(5 + 3, peeked);
        Assert.True(cases.Queue.TryDequeue(out long first) && cases.Queue.TryDequeue(out long second) && second == 5 + 4);
        Assert.Equal(peeked, first);
        Assert.False(cases.Queue.TryDequeue(out long none));
        Assert.Equal(0, none);
        Assert.False(cases.Queue.TryPeek(out _));

        for (long value = 1; value <= 3; value++)
            Assert.True(cases.Queue.TryEnqueue(value));
        Assert.False(cases.Queue.TryEnqueue(4));
        Assert.True(cases.Queue.TryEnqueue(4, overwriteOldest: true));
        Assert.True(cases.Queue.TryDequeue(out first) && first == 2);
        Assert.Equal(3u, cases.Queue.MaxEntries);
    }

    [Fact]
    public void A_stack_is_popped_from_the_top()
    {
        Requires.MapType(BpfMapType.Stack);
        using var cases = new QueueCases();
        cases.Load();
        Assert.True(cases.Stack.TryPush(1) && cases.Stack.TryPush(2) && cases.Stack.TryPush(3) && !cases.Stack.TryPush(4));
        Assert.True(cases.Stack.TryPush(4, overwriteOldest: true));
        Assert.True(cases.Stack.TryPeek(out long top) && top == 4);
        Assert.True(cases.Stack.TryPop(out top) && top == 4 && cases.Stack.TryPop(out top) && top == 3 && cases.Stack.TryPop(out top) && top == 2);
        Assert.False(cases.Stack.TryPop(out _));
    }

    /// <summary>Every value arrives once, however many push and take at the same time.</summary>
    [Fact]
    public void Concurrent_writers_lose_nothing()
    {
        Requires.MapType(BpfMapType.Queue);
        using var cases = new QueueCases();
        cases.Load();
        const int perWriter = 500;
        var taken = new List<long>();
        Thread[] writers = [.. Enumerable.Range(0, 3).Select(writer => new Thread(() =>
        {
            for (int index = 0; index < perWriter;)
            {
                if (cases.Queue.TryEnqueue((writer * perWriter) + index))
                    index++;
                else
                    Thread.Yield();
            }
        }))];
        foreach (var writer in writers)
            writer.Start();
        while (taken.Count < 3 * perWriter)
        {
            if (cases.Queue.TryDequeue(out long value))
                taken.Add(value);
            else
                Thread.Yield();
        }

        foreach (var writer in writers)
            writer.Join();
        Assert.Equal(Enumerable.Range(0, 3 * perWriter).Select(static index => (long)index), taken.Order());
        Assert.All(Enumerable.Range(0, 3), writer =>
            Assert.True(taken.Where(value => value / perWriter == writer).SequenceEqual(taken.Where(value => value / perWriter == writer).Order())));
    }

    [Fact]
    public void A_bloom_filter_knows_what_was_added_on_the_other_side()
    {
        Requires.MapType(BpfMapType.BloomFilter);
        using var cases = new BloomCases();
        cases.Load();
        Assert.False(cases.Numbers.MayContain(42));
        cases.A = 42;
        Run(cases, "Added");
        Assert.True(cases.Numbers.MayContain(42));
        cases.Numbers.Add(43);
        Assert.True(cases.Numbers.MayContain(43));
        Assert.InRange(Enumerable.Range(1000, 1000).Count(value => cases.Numbers.MayContain(value)), 0, 10);
    }

    [Fact]
    public void Elements_of_another_size_are_refused()
    {
        Requires.MapType(BpfMapType.Queue);
        using var cases = new QueueCases();
        cases.Load();
        Assert.Contains("8 bytes", Assert.Throws<ArgumentException>(() => new QueueMap<int>(cases.Queue.Map)).Message, StringComparison.Ordinal);
        Assert.Contains("not Stack", Assert.Throws<ArgumentException>(() => new StackMap<long>(cases.Queue.Map)).Message, StringComparison.Ordinal);
    }

    private uint Run(BpfObject cases, string program) => cases.Programs[program].TestRun(_packet).ReturnValue;
}
