using System.Text.Json;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Maps;

/// <summary>
/// What holds for every map from keys to values, whatever its kind: missing keys, full maps, wrong sizes, writers on several threads,
/// enumerating under change, other descriptors and processes, nothing left behind. Programs against user code is each kind's own tests'.
/// </summary>
[Collection(nameof(Alone))]
public sealed class MapProofTests
{
    private const int Capacity = 512;

    public static TheoryData<BpfMapType> Kinds => [BpfMapType.Hash, BpfMapType.LruHash, BpfMapType.PerCpuHash, BpfMapType.LruPerCpuHash, BpfMapType.LpmTrie];

    [Theory, MemberData(nameof(Kinds))]
    public void Missing_keys_are_told(BpfMapType type)
    {
        using Keyed map = Keyed.Create(type);
        map.Set(1, 5);
        Assert.Equal((5, null), (map.Get(1), map.Get(2)));
        Assert.True(map.Remove(1));
        Assert.False(map.Remove(1));
        Assert.Null(map.Get(1));
        Assert.Empty(map.Keys());
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_full_map_refuses_or_evicts(BpfMapType type)
    {
        using Keyed map = Keyed.Create(type);
        bool evicts = type is BpfMapType.LruHash or BpfMapType.LruPerCpuHash;
        // Each refusal is an exception, which takes long in an emulated machine.
        const int tooMany = 8;
        int refused = 0;
        for (int key = 0; key < (evicts ? Capacity * 2 : Capacity + tooMany); key++)
        {
            try
            {
                map.Set(key, key);
            }
            catch (BpfException full)
            {
                // E2BIG; tries said ENOSPC before 6.13 (kernel/bpf/lpm_trie.c).
                Assert.Contains(full.Errno, new[] { 7, 28 });
                refused++;
            }
        }
        int[] left = [.. map.Keys()];
        Assert.Equal(left.Length, left.Distinct().Count());
        if (evicts)
        {
            Assert.Equal(0, refused);
            Assert.InRange(left.Length, 1, Capacity);
            Assert.All(left, key => Assert.Equal(key, map.Get(key) ?? key)); // may be evicted by now
        }
        else
        {
            Assert.Equal((tooMany, Capacity), (refused, left.Length));
            Assert.True(map.Remove(left[1]));
            // Kernels before 6.13 refuse this, too, in a trie that is full (kernel/bpf/lpm_trie.c).
            map.Set(left[0], 77);
            Assert.Equal(77, map.Get(left[0]));
            map.Set(Capacity * 3, 1);
        }
    }

    /// <summary>Two threads add and remove keys of their own while a third enumerates: what stays is seen exactly once in each walk.</summary>
    [Theory, MemberData(nameof(Kinds))]
    public void Enumerating_under_change_sees_what_stays_once(BpfMapType type)
    {
        using Keyed map = Keyed.Create(type);
        const int steady = 64, each = 48;
        // Those that evict may do so before they are full: each CPU keeps some room for itself (kernel/bpf/bpf_lru_list.c).
        bool evicts = type is BpfMapType.LruHash or BpfMapType.LruPerCpuHash;
        for (int key = 0; key < steady; key++)
            map.Set(key, key);
        bool isDone = false;
        Thread[] writers = [.. Enumerable.Range(1, 2).Select(writer => new Thread(() =>
        {
            while (!Volatile.Read(ref isDone))
            {
                for (int key = 0; key < each; key++)
                    map.Set((writer * 1000) + key, key);
                for (int key = 0; key < each; key++)
                    map.Remove((writer * 1000) + key);
            }
            for (int key = 0; key < each; key++)
                map.Set((writer * 1000) + key, key);
        }))];
        foreach (Thread writer in writers)
            writer.Start();
        for (int round = 0; round < 10; round++)
        {
            int[] seen = [.. map.Keys()];
            Assert.Equal(seen.Length, seen.Distinct().Count());
            if (evicts)
                continue;
            Assert.Equal(Enumerable.Range(0, steady), seen.Where(static key => key < 1000).Order());
        }
        Volatile.Write(ref isDone, true);
        foreach (Thread writer in writers)
            writer.Join();
        if (evicts)
            return;
        // And nothing that a writer left is lost.
        Assert.Equal(steady + (2 * each), map.Keys().Count());
        Assert.Equal(each - 1, map.Get(2000 + each - 1));
    }

    [Fact]
    public void Views_of_other_sizes_and_kinds_are_refused()
    {
        Requires.Root();
        foreach (BpfMapType type in Kinds.Select(static row => row.Data))
        {
            using Keyed map = Keyed.Create(type);
            Assert.Contains("keys of 8 bytes", Assert.Throws<ArgumentException>(() => Keyed.View<int, int>(map.Map)).Message, StringComparison.Ordinal);
            Assert.Contains("values of 4 bytes", Assert.Throws<ArgumentException>(() => Keyed.View<long, long>(map.Map)).Message, StringComparison.Ordinal);
            Assert.Contains("not Array", Assert.Throws<ArgumentException>(() => new ArrayMap<int>(map.Map)).Message, StringComparison.Ordinal);
        }
        using BpfMap array = BpfMap.Create("proof_array", BpfMapType.Array, 4, 8, 4), perCpu = BpfMap.Create("proof_percpu", BpfMapType.PerCpuArray, 4, 8, 4);
        Assert.Contains("values of 8 bytes", Assert.Throws<ArgumentException>(() => new ArrayMap<int>(array)).Message, StringComparison.Ordinal);
        Assert.Contains("values of 8 bytes", Assert.Throws<ArgumentException>(() => new PerCpuArrayMap<int>(perCpu)).Message, StringComparison.Ordinal);
        Assert.Contains("not Array", Assert.Throws<ArgumentException>(() => new ArrayMap<long>(perCpu)).Message, StringComparison.Ordinal);
        Assert.Throws<IndexOutOfRangeException>(() => new ArrayMap<long>(array)[4]);
        Assert.Throws<IndexOutOfRangeException>(() => new ArrayMap<long>(array)[-1] = 5);
    }

    [Fact]
    public void Other_descriptors_and_processes_see_the_same_maps()
    {
        Requires.Root();
        Requires.Tool("bpftool");
        List<Keyed> maps = [.. Kinds.Select(static row => Keyed.Create(row.Data))];
        try
        {
            foreach (Keyed map in maps)
            {
                map.Set(3, 30);
                using Keyed opened = Keyed.Of(BpfMap.OpenId(map.Map.Id));
                Assert.Equal(30, opened.Get(3));
                opened.Set(4, 40);
                Assert.Equal(40, map.Get(4));
            }
            using JsonDocument shown = BpfTool.Ask("map", "show");
            foreach (Keyed map in maps)
            {
                JsonElement row = shown.RootElement.EnumerateArray().Single(row => row.GetProperty("id").GetInt32() == map.Map.Id);
                Assert.Equal((8, 4, Capacity), (row.GetProperty("bytes_key").GetInt32(), row.GetProperty("bytes_value").GetInt32(), row.GetProperty("max_entries").GetInt32()));
            }
            using JsonDocument dumped = BpfTool.Ask("map", "dump", "id", $"{maps[0].Map.Id}");
            Assert.Equal(2, dumped.RootElement.GetArrayLength());
        }
        finally
        {
            maps.ForEach(static map => map.Dispose());
        }
    }

    [Fact]
    public void Nothing_is_left_behind()
    {
        Requires.Root();
        LeakGuard leaks = LeakGuard.Start();
        foreach (BpfMapType type in Kinds.Select(static row => row.Data))
        {
            using Keyed map = Keyed.Create(type);
            for (int key = 0; key < 10; key++)
                map.Set(key, key);
            using IEnumerator<int> halfWay = map.Keys().GetEnumerator();
            Assert.True(halfWay.MoveNext());
            using Keyed opened = Keyed.Of(BpfMap.OpenId(map.Map.Id));
            Assert.Throws<ArgumentException>(() => Keyed.View<int, int>(map.Map));
        }
        leaks.AssertNothingLeft();
    }

    /// <summary>A map of any of the kinds, by number.</summary>
    private sealed class Keyed(BpfMap map) : IDisposable
    {
        private readonly KeyedMap<Ipv4Prefix, int>? _shared = View<Ipv4Prefix, int>(map) as KeyedMap<Ipv4Prefix, int>;
        private readonly PerCpuKeyedMap<Ipv4Prefix, int>? _perCpu = View<Ipv4Prefix, int>(map) as PerCpuKeyedMap<Ipv4Prefix, int>;

        public BpfMap Map { get; } = map;

        public static Keyed Create(BpfMapType type)
        {
            Requires.MapType(type);
            return new(BpfMap.Create("proof", type, 8, 4, Capacity, type == BpfMapType.LpmTrie ? BpfMapFlags.NoPreallocation : BpfMapFlags.None));
        }

        public static Keyed Of(BpfMap map) => new(map);

        public static TypedMap View<TKey, TValue>(BpfMap map)
            where TKey : unmanaged
            where TValue : unmanaged => map.Type switch
        {
            BpfMapType.Hash => new HashMap<TKey, TValue>(map),
            BpfMapType.LruHash => new LruHashMap<TKey, TValue>(map),
            BpfMapType.PerCpuHash => new PerCpuHashMap<TKey, TValue>(map),
            BpfMapType.LruPerCpuHash => new LruPerCpuHashMap<TKey, TValue>(map),
            _ => new LpmTrieMap<TKey, TValue>(map),
        };

        public void Set(int number, int value)
        {
            if (_shared is not null)
            {
                _shared[Key(number)] = value;
                return;
            }
            int[] values = new int[_perCpu!.CpuCount];
            Array.Fill(values, value);
            _perCpu.SetValues(Key(number), values);
        }

        public int? Get(int number)
        {
            if (_shared is not null)
                return _shared.TryGetValue(Key(number), out int value) ? value : null;
            int[] values = new int[_perCpu!.CpuCount];
            return _perCpu.TryGetValues(Key(number), values) ? Assert.Single(values.Distinct()) : null;
        }

        public bool Remove(int number) => _shared?.Remove(Key(number)) ?? _perCpu!.Remove(Key(number));

        public IEnumerable<int> Keys() => _shared?.Select(static pair => (int)pair.Key.Address) ?? _perCpu!.Select(static pair => (int)pair.Key.Address);

        public void Dispose() => Map.Dispose();

        private static Ipv4Prefix Key(int number) => new() { PrefixLength = 32, Address = (uint)number };
    }
}
