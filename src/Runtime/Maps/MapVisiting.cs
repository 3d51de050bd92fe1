using System.Runtime.CompilerServices;

namespace BpfSharp;

/// <summary>
/// Walks a simulated map as <c>bpf_for_each_map_elem</c> does: elements in place, while the visitor may add and remove some. The order
/// is the order of adding here; the kernel's is that of its buckets.
/// </summary>
internal static unsafe class MapVisiting
{
    public static int ForEach<TKey, TValue, TState>(BpfMap map, ref TState state, MapStateFunc<TKey, TValue, TState> visit)
        where TKey : unmanaged
        where TValue : unmanaged
    {
        if (!map.IsSimulated)
            throw new InvalidOperationException($"Map {map.Name} lives in the kernel, where programs visit it; enumerate it here.");
        var keys = new List<TKey>();
        TKey key = default, next = default;
        // The first key is asked for with none.
        for (int errno = map.NextKey(null, &next); errno == 0; errno = map.NextKey(&key, &next))
        {
            keys.Add(next);
            key = next;
        }

        int count = 0;
        foreach (TKey present in keys)
        {
            key = present;
            ref TValue value = ref Unsafe.AsRef<TValue>((void*)map.KernelSideReference(&key));
            if (Unsafe.IsNullRef(ref value))
                continue; // removed meanwhile
            count++;
            if (!visit(present, ref value, ref state))
                break;
        }

        return count;
    }
}
