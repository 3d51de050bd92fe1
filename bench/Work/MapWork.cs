using BpfSharp.Bench.Kernel;

namespace BpfSharp.Bench.Work;

/// <summary>Map operations on every element of a full hash map: a line for each, with nanoseconds of CPU time for one element.</summary>
static class MapWork
{
    private const int WarmUps = 15;
    private static ulong[] s_keys = [], s_values = [];

    public static IEnumerable<string> Run(int entries)
    {
        using MapSet maps = new();
        maps.Load();
        Round(maps.Small, 10_000, [], WarmUps);
        // The smaller one is done several times over, for a time that can be measured.
        List<(string, double)> results = [];
        Round(entries == 10_000 ? maps.Small : maps.Large, entries, results, Math.Max(1, 200_000 / entries));
        return results.GroupBy(r => r.Item1).Select(g => $"{g.Key} {g.Average(r => r.Item2):0.00}");
    }

    /// <summary>Spread over the whole range, so that neither side gains from an order.</summary>
    private static ulong Key(int i) => (ulong)i * 0x9E37_79B9_7F4A_7C15;

    private static void Round(HashMap<ulong, ulong> map, int entries, List<(string, double)> results, int times)
    {
        for (int time = 0; time < times; time++)
        {
            Measure("insert", Insert);
            Measure("lookup", Lookup);
            Measure("overwrite", Insert);
            Measure("iterate", Iterate);
            Measure("delete", Delete);
            Measure("insert_in_batches", InsertAll);
            Measure("delete_in_batches", DeleteAll);
        }

        void Measure(string name, Func<HashMap<ulong, ulong>, int, ulong> work)
        {
            long before = Native.ThreadNanoseconds(), allocated = GC.GetAllocatedBytesForCurrentThread();
            ulong sum = work(map, entries);
            long took = Native.ThreadNanoseconds() - before;
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            if (sum != (ulong)entries * (ulong)(entries - 1) / 2)
                throw new InvalidOperationException($"{name} missed elements: {sum}");
            results.Add((name, (double)took / entries));
            results.Add((name + "-allocated", allocated));
        }
    }

    private static ulong Insert(HashMap<ulong, ulong> map, int entries)
    {
        ulong sum = 0;
        for (int i = 0; i < entries; i++)
        {
            map[Key(i)] = (ulong)i;
            sum += (ulong)i;
        }
        return sum;
    }

    private static ulong Lookup(HashMap<ulong, ulong> map, int entries)
    {
        ulong sum = 0;
        for (int i = 0; i < entries; i++)
        {
            if (map.TryGetValue(Key(i), out ulong value))
                sum += value;
        }
        return sum;
    }

    private static ulong Iterate(HashMap<ulong, ulong> map, int entries)
    {
        ulong sum = 0;
        foreach (var (_, value) in map)
            sum += value;
        return sum;
    }

    private static ulong InsertAll(HashMap<ulong, ulong> map, int entries)
    {
        s_keys = s_keys.Length == entries ? s_keys : new ulong[entries];
        s_values = s_values.Length == entries ? s_values : new ulong[entries];
        for (int i = 0; i < entries; i++)
        {
            s_keys[i] = Key(i);
            s_values[i] = (ulong)i;
        }
        map.SetAll(s_keys, s_values);
        return (ulong)entries * (ulong)(entries - 1) / 2;
    }

    private static ulong DeleteAll(HashMap<ulong, ulong> map, int entries)
    {
        ulong count = (ulong)map.RemoveAll(s_keys.AsSpan(0, entries));
        return count * (count - 1) / 2;
    }

    private static ulong Delete(HashMap<ulong, ulong> map, int entries)
    {
        ulong sum = 0;
        for (int i = 0; i < entries; i++)
        {
            if (map.Remove(Key(i)))
                sum += (ulong)i;
        }
        return sum;
    }
}
