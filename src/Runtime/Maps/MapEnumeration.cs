using System.Runtime.CompilerServices;

namespace BpfSharp;

/// <summary>Walks a hash map bucket by bucket with batch reads, which deleting or adding elements does not disturb.</summary>
internal static unsafe class MapEnumeration
{
    public static IEnumerable<KeyValuePair<TKey, TValue>> Elements<TKey, TValue>(BpfMap map)
        where TKey : unmanaged
        where TValue : unmanaged
    {
        var reader = new BatchReader(map);
        while (reader.ReadNext())
        {
            for (int index = 0; index < reader.Count; index++)
                yield return new(reader.Key<TKey>(index), reader.Value<TValue>(index));
        }
    }

    public static IEnumerable<KeyValuePair<TKey, TValue[]>> PerCpuElements<TKey, TValue>(BpfMap map)
        where TKey : unmanaged
        where TValue : unmanaged
    {
        var reader = new BatchReader(map);
        while (reader.ReadNext())
        {
            for (int index = 0; index < reader.Count; index++)
                yield return new(reader.Key<TKey>(index), reader.Values<TValue>(index));
        }
    }

    public static int Count(BpfMap map)
    {
        var reader = new BatchReader(map);
        int count = 0;
        while (reader.ReadNext())
            count += reader.Count;
        return count;
    }

    public static void Clear(BpfMap map)
    {
        var reader = new BatchReader(map);
        while (reader.ReadNext())
        {
            fixed (byte* keys = reader.KeyBytes(0))
                BatchWriter.RemoveAll(map, keys, map.KeySize, reader.Count);
        }
    }

    public static KeyNotFoundException KeyNotFound(BpfMap map) => new($"The key is not in map {map.Name}.");
}
