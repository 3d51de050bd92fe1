using System.Text.Json;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Maps;

/// <summary>What holds for every map without keys, whatever its kind, beyond what its programs show: other descriptors, other processes, nothing left behind.</summary>
[Collection(nameof(Alone))]
public sealed class KeylessProofTests
{
    public static TheoryData<BpfMapType> Kinds => [BpfMapType.Queue, BpfMapType.Stack, BpfMapType.BloomFilter];

    [Fact]
    public void Other_descriptors_and_processes_take_from_the_same_queue()
    {
        Requires.Tool("bpftool");
        using BpfMap map = Create(BpfMapType.Queue), opened = BpfMap.OpenId(map.Id);
        var queue = new QueueMap<int>(map);
        Assert.All(Enumerable.Range(1, 4), value => Assert.True(queue.TryEnqueue(value)));
        Assert.True(new QueueMap<int>(opened).TryDequeue(out int first));
        Assert.Equal((1, 2), (first, Taken("dequeue", map)));
        Assert.True(queue.TryDequeue(out int third));
        Assert.True(queue.TryPeek(out int fourth));
        Assert.Equal((3, 4), (third, fourth));
    }

    [Fact]
    public void Other_descriptors_and_processes_take_from_the_same_stack()
    {
        Requires.Tool("bpftool");
        using BpfMap map = Create(BpfMapType.Stack), opened = BpfMap.OpenId(map.Id);
        var stack = new StackMap<int>(map);
        Assert.All(Enumerable.Range(1, 4), value => Assert.True(stack.TryPush(value)));
        Assert.True(new StackMap<int>(opened).TryPop(out int fourth));
        Assert.Equal((4, 3), (fourth, Taken("pop", map)));
        Assert.True(stack.TryPop(out int second));
        Assert.True(stack.TryPeek(out int first));
        Assert.Equal((2, 1), (second, first));
    }

    [Fact]
    public void Other_descriptors_add_to_the_same_filter()
    {
        using BpfMap map = Create(BpfMapType.BloomFilter), opened = BpfMap.OpenId(map.Id);
        var filter = new BloomFilter<int>(map);
        Assert.False(filter.MayContain(42));
        new BloomFilter<int>(opened).Add(42);
        Assert.True(filter.MayContain(42));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Nothing_is_left_behind(BpfMapType type)
    {
        Requires.Root();
        Requires.MapType(type);
        LeakGuard leaks = LeakGuard.Start();
        using (BpfMap map = Create(type), opened = BpfMap.OpenId(map.Id))
        {
            Assert.Equal(map.Id, opened.Id);
            Assert.Throws<ArgumentException>(() => new ArrayMap<int>(map));
        }
        leaks.AssertNothingLeft();
    }

    private static BpfMap Create(BpfMapType type)
    {
        Requires.Root();
        Requires.MapType(type);
        return BpfMap.Create("proof", type, keySize: 0, valueSize: sizeof(int), maxEntries: 16);
    }

    /// <summary>The number that another process takes.</summary>
    private static int Taken(string command, BpfMap map)
    {
        using JsonDocument answer = BpfTool.Ask("map", command, "id", $"{map.Id}");
        byte[] value = [.. answer.RootElement.GetProperty("value").EnumerateArray().Select(static one => Convert.ToByte(one.GetString(), 16))];
        return BitConverter.ToInt32(value);
    }
}
