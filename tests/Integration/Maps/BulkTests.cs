using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Maps;

/// <summary>Many elements at once; taking elements; freezing.</summary>
[Collection(nameof(Alone))]
public sealed class BulkTests
{
    [Theory]
    [InlineData(BpfMapType.Hash, true)]
    [InlineData(BpfMapType.Hash, false)]
    [InlineData(BpfMapType.LpmTrie, true)]
    [InlineData(BpfMapType.LpmTrie, false)]
    public void Thousands_of_elements(BpfMapType type, bool isInKernel)
    {
        // More than one batch has. The simulation is for unit tests and walks its elements for each step of an enumeration.
        int many = isInKernel ? 10_000 : 100;
        using BpfObject holder = Open(isInKernel);
        BulkCases cases = (BulkCases)holder;
        KeyedMap<Ipv4Prefix, int> map = type == BpfMapType.Hash ? cases.Hash : cases.Trie;
        Ipv4Prefix[] keys = [.. Enumerable.Range(0, many).Select(index => new Ipv4Prefix { PrefixLength = 32, Address = (uint)index * 7 })];
        int[] values = [.. Enumerable.Range(0, many).Select(index => index * 3)];
        map.SetAll(keys, values);
        Assert.Equal(many, map.Count);
        Assert.Equal(keys.Zip(values).OrderBy(pair => pair.First.Address), map.Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key.Address));

        Ipv4Prefix[] some = [.. keys.Where((_, index) => index % 3 == 0).Append(new() { PrefixLength = 32, Address = uint.MaxValue }).Concat(keys.Take(4))];
        Assert.Equal((many + 2) / 3 + 2, map.RemoveAll(some)); // keys 1 and 2 are not among the thirds
        Assert.Equal(many - ((many + 2) / 3) - 2, map.Count);
        map.Clear();
        Assert.Empty(map);
        Assert.Equal(0, map.RemoveAll(some));
        Assert.Throws<ArgumentException>(() => map.SetAll(keys, values.AsSpan(1)));
    }

    [Fact]
    public void A_bulk_write_that_does_not_fit_says_how_far_it_came()
    {
        using BulkCases cases = Open(isInKernel: true);
        int[] keys = [1, 2, 3, 4, 5, 6];
        BpfException full = Assert.Throws<BpfException>(() => cases.Few.SetAll(keys, keys));
        Assert.Equal(7, full.Errno);
        Assert.Equal(4, cases.Few.Count);
        Assert.Contains("4 of 6", full.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Arrays_are_written_and_read_whole(bool isInKernel)
    {
        using BulkCases cases = Open(isInKernel);
        cases.Array.SetAll(2, [5, 6, 7]);
        Assert.Equal([0, 0, 5, 6, 7], cases.Array.Take(5));
        Assert.Equal(1000, cases.Array.Count());
        Assert.Throws<IndexOutOfRangeException>(() => cases.Array.SetAll(999, [1, 2]));
        cases.PerCpu.SetValues(3, [.. Enumerable.Range(1, cases.PerCpu.CpuCount)]);
        Assert.Equal(Enumerable.Range(1, cases.PerCpu.CpuCount), cases.PerCpu.ElementAt(3));
        Assert.Equal(100, cases.PerCpu.Count());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Taking_reads_and_removes(bool isInKernel)
    {
        using BulkCases cases = Open(isInKernel);
        cases.Few[1] = 11;
        Assert.True(cases.Few.Remove(1, out int value));
        Assert.Equal(11, value);
        Assert.False(cases.Few.Remove(1, out value));
        Assert.Equal(0, value);
    }

    /// <summary>Two takers and one map: each element goes to one of them, whole, where the kernel takes at once.</summary>
    [Fact]
    public void What_one_takes_nobody_else_gets()
    {
        Requires.Root();
        Requires.Kernel(5, 14);
        using BulkCases cases = Open(isInKernel: true);
        Ipv4Prefix[] keys = [.. Enumerable.Range(0, 2000).Select(index => new Ipv4Prefix { Address = (uint)index })];
        cases.Hash.SetAll(keys, new int[keys.Length]);
        int taken = 0;
        Thread[] takers = [.. Enumerable.Range(0, 2).Select(_ => new Thread(() =>
        {
            foreach (Ipv4Prefix key in keys)
            {
                if (cases.Hash.Remove(key, out int _))
                    Interlocked.Increment(ref taken);
            }
        }))];
        foreach (Thread taker in takers)
            taker.Start();
        foreach (Thread taker in takers)
            taker.Join();
        Assert.Equal(keys.Length, taken);
        Assert.Empty(cases.Hash);
    }

    [Fact]
    public void A_frozen_map_is_the_programs_alone()
    {
        Requires.Feature(BpfFeature.FrozenMaps);
        using BulkCases cases = Open(isInKernel: true);
        cases.Few[1] = 1;
        cases.Few.Map.Freeze();
        Assert.Equal(1, Assert.Throws<BpfException>(() => cases.Few[1] = 2).Errno);
        Assert.Throws<BpfException>(() => cases.Few.Map.Freeze());
        cases.Programs["Write"].TestRun(new byte[64]);
        Assert.Equal(77, cases.Few[1]);
    }

    private static BulkCases Open(bool isInKernel)
    {
        if (isInKernel)
            Requires.Root();
        BulkCases cases = new(isInKernel ? BpfHost.Kernel : new SimulatedKernel());
        cases.Load();
        return cases;
    }
}

[BpfObject]
internal sealed partial class BulkCases
{
    [BpfMap(MaxEntries = 10_000)] public partial HashMap<Ipv4Prefix, int> Hash { get; }
    [BpfMap(MaxEntries = 10_000)] public partial LpmTrieMap<Ipv4Prefix, int> Trie { get; }
    [BpfMap(MaxEntries = 4)] public partial HashMap<int, int> Few { get; }
    [BpfMap(MaxEntries = 1000)] public partial ArrayMap<int> Array { get; }
    [BpfMap(MaxEntries = 100)] public partial PerCpuArrayMap<int> PerCpu { get; }

    [SocketFilter] int Write() { Few[1] = 77; return 0; }
}
