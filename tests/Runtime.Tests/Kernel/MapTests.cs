using BpfSharp.Runtime.Tests.Support;
using Xunit;

namespace BpfSharp.Runtime.Tests.Kernel;

/// <summary>Typed maps over the kernel's.</summary>
[Collection(KernelCollection.Name)]
public sealed class MapTests
{
    [Fact]
    public void A_hash_is_written_by_rule()
    {
        using var probe = Load();
        var map = probe.ByKind;
        Assert.False(map.TryUpdate(10, 1));
        Assert.True(map.TryAdd(10, 1));
        Assert.False(map.TryAdd(10, 2));
        Assert.True(map.TryUpdate(10, 3));
        Assert.True(map.TrySet(11, 4));
        map[12] = 5;
        map[10] = 6;
        Assert.Equal(3, map.Count);
        Assert.Equal(15ul, map.Aggregate(0ul, static (sum, pair) => sum + pair.Value));
        Assert.True(map.Remove(11));
        Assert.False(map.Remove(11));
        Assert.Throws<KeyNotFoundException>(() => map[11]);
        Assert.False(map.TryGetValue(11, out ulong missing));
        Assert.Equal(0ul, missing);
        map.Clear();
        Assert.Equal(0, map.Count);
        Assert.Empty(map);
    }

    [Fact]
    public void A_full_hash_refuses_and_says_why()
    {
        using var probe = Load();
        for (uint key = 0; key < probe.ByKind.MaxEntries; key++)
            probe.ByKind[key] = key;
        Assert.False(probe.ByKind.TryAdd(100, 1));
        Assert.False(probe.ByKind.TrySet(100, 1));
        var full = Assert.Throws<BpfException>(() => probe.ByKind[100] = 1);
        Assert.Equal(7, full.Errno);
        Assert.Contains("by_kind", full.Message);
        Assert.Contains("MaxEntries", full.Advice);
        Assert.True(probe.ByKind.TrySet(3, 9));
    }

    [Fact]
    public void An_lru_hash_evicts()
    {
        using var probe = Load();
        for (ulong key = 0; key < 1000; key++)
            Assert.True(probe.Recent.TryAdd(key, key));
        Assert.InRange(probe.Recent.Count, 1, 64);
        Assert.True(probe.Recent.ContainsKey(999));
    }

    [Fact]
    public void An_array_has_its_length()
    {
        using var probe = Load();
        Assert.Equal(4, probe.Slots.Length);
        probe.Slots[2] = 42;
        Assert.Equal([0ul, 0ul, 42ul, 0ul], probe.Slots);
        Assert.Throws<IndexOutOfRangeException>(() => probe.Slots[4]);
        Assert.Throws<IndexOutOfRangeException>(() => probe.Slots[-1] = 1);
    }

    [Fact]
    public void Per_cpu_values_are_apart()
    {
        using var probe = Load();
        int cpus = probe.PerCpu.CpuCount;
        Assert.Equal(File.ReadAllText("/sys/devices/system/cpu/possible").Trim(), cpus == 1 ? "0" : $"0-{cpus - 1}");
        uint[] values = [.. Enumerable.Range(1, cpus).Select(static cpu => (uint)cpu * 0x01010101)];
        probe.PerCpu.SetValues(1, values);
        Assert.Equal(values, probe.PerCpu.GetValues(1));
        Assert.All(probe.PerCpu.GetValues(0), static value => Assert.Equal(0u, value));
        Assert.False(probe.PerCpu.TryGetValues(2, new uint[cpus]));
        Assert.Throws<IndexOutOfRangeException>(() => probe.PerCpu.GetValues(2));
        Assert.Throws<ArgumentException>(() => probe.PerCpu.TryGetValues(0, new uint[cpus - 1]));

        probe.PerCpuByKind.SetValues(5, values);
        Assert.Equal(values, probe.PerCpuByKind.GetValues(5));
        Assert.Equal(values, Assert.Single(probe.PerCpuByKind).Value);
        Assert.True(probe.PerCpuByKind.ContainsKey(5));
        Assert.True(probe.PerCpuByKind.Remove(5));
        Assert.Throws<KeyNotFoundException>(() => probe.PerCpuByKind.GetValues(5));
    }

    [Fact]
    public void Walking_survives_a_kernel_that_writes()
    {
        using var probe = Probe.Start(reports: 0);
        using var stop = new CancellationTokenSource();
        for (ulong key = 0; key < 100; key++)
            probe.Churn[key + 1_000_000] = key;
        var writer = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
                Support.Kernel.Call();
        });
        writer.Start();
        for (int round = 0; round < 100; round++)
        {
            var keys = probe.Churn.Select(static pair => pair.Key).ToList();
            Assert.Equal(keys.Count, keys.Distinct().Count());
            Assert.Equal(100, keys.Count(static key => key >= 1_000_000));
        }

        stop.Cancel();
        writer.Join();
        Assert.True(probe.Calls > 1000, "the writer was to overtake the walker");
    }

    [Fact]
    public void A_large_map_is_walked_whole()
    {
        using var probe = Load();
        for (ulong key = 0; key < 4096; key++)
            probe.Churn[key] = key * 3;
        Assert.Equal(4096, probe.Churn.Count);
        Assert.All(probe.Churn, static pair => Assert.Equal(pair.Key * 3, pair.Value));
        Assert.Equal(4096, probe.Churn.Select(static pair => pair.Key).Distinct().Count());
    }

    [Fact]
    public void Raw_access_checks_sizes()
    {
        using var probe = Load();
        var map = probe.Map(1);
        byte[] value = new byte[8], key = [1, 0, 0, 0];
        Assert.False(map.TryLookup(key, value));
        map.Update(key, [9, 0, 0, 0, 0, 0, 0, 0], BpfUpdateMode.NoExist);
        Assert.True(map.TryLookup(key, value));
        Assert.Equal(9, value[0]);
        Assert.Equal(17, Assert.Throws<BpfException>(() => map.Update(key, value, BpfUpdateMode.NoExist)).Errno);
        byte[] next = new byte[4];
        Assert.True(map.TryGetNextKey([], next));
        Assert.Equal(key, next);
        Assert.False(map.TryGetNextKey(key, next));
        Assert.Throws<ArgumentException>(() => map.TryLookup(key, new byte[7]));
        Assert.Throws<ArgumentException>(() => map.Delete([1]));
        Assert.True(map.Delete(key));
    }

    [Fact]
    public void Types_of_other_sizes_are_refused()
    {
        using var probe = Load();
        Assert.Throws<ArgumentException>(() => new HashMap<ulong, ulong>(probe.Map(1)));
        Assert.Throws<ArgumentException>(() => new HashMap<uint, uint>(probe.Map(1)));
        Assert.Throws<ArgumentException>(() => new LruHashMap<uint, ulong>(probe.Map(1)));
        Assert.Throws<ArgumentException>(() => new ArrayMap<uint>(probe.Map(3)));
    }

    private static Probe Load()
    {
        var probe = new Probe(Sources.ForKernel("probe"));
        probe.Load();
        return probe;
    }
}
