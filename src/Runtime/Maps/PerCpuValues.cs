using System.Buffers;
using System.Runtime.CompilerServices;

namespace BpfSharp;

/// <summary>Moves all CPUs' values of one element between typed spans and the kernel's layout (8-byte steps).</summary>
internal static unsafe class PerCpuValues
{
    private const int StackLimit = 2048;

    public static bool TryRead<TKey, TValue>(BpfMap map, TKey key, Span<TValue> values)
        where TKey : unmanaged
        where TValue : unmanaged
    {
        if (values.Length < map.CpuCount)
            throw new ArgumentException($"Map {map.Name} has {map.CpuCount} values per element, the span has room for {values.Length}.", nameof(values));
        int size = map.ElementSize;
        byte[]? rented = size > StackLimit ? ArrayPool<byte>.Shared.Rent(size) : null;
        Span<byte> buffer = rented ?? stackalloc byte[StackLimit];
        try
        {
            fixed (byte* raw = buffer)
            {
                if (!MapOperations.Found(map, "look up an element of", map.Lookup(MapKey.Of(map, &key), raw)))
                    return false;
                Unpack(raw, map.ValueStride, values[..map.CpuCount]);
                return true;
            }
        }
        finally
        {
            if (rented is not null)
                ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public static void Write<TKey, TValue>(BpfMap map, TKey key, ReadOnlySpan<TValue> values)
        where TKey : unmanaged
        where TValue : unmanaged
    {
        if (values.Length != map.CpuCount)
            throw new ArgumentException($"Map {map.Name} has {map.CpuCount} values per element, not {values.Length}.", nameof(values));
        int size = map.ElementSize;
        byte[]? rented = size > StackLimit ? ArrayPool<byte>.Shared.Rent(size) : null;
        Span<byte> buffer = rented ?? stackalloc byte[StackLimit];
        try
        {
            buffer.Clear();
            fixed (byte* raw = buffer)
            {
                for (int cpu = 0; cpu < values.Length; cpu++)
                    Unsafe.WriteUnaligned(raw + ((long)cpu * map.ValueStride), values[cpu]);
                MapOperations.ThrowIfFailed(map, "set an element of", map.Update(MapKey.Of(map, &key), raw, BpfUpdateMode.Any));
            }
        }
        finally
        {
            if (rented is not null)
                ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public static bool Exists<TKey, TValue>(BpfMap map, TKey key)
        where TKey : unmanaged
        where TValue : unmanaged
    {
        TValue[] values = ArrayPool<TValue>.Shared.Rent(map.CpuCount);
        bool isFound = TryRead(map, key, values.AsSpan());
        ArrayPool<TValue>.Shared.Return(values);
        return isFound;
    }

    public static void Unpack<TValue>(byte* raw, int stride, Span<TValue> values)
        where TValue : unmanaged
    {
        for (int cpu = 0; cpu < values.Length; cpu++)
            values[cpu] = Unsafe.ReadUnaligned<TValue>(raw + ((long)cpu * stride));
    }
}
