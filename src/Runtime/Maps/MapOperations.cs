using System.Runtime.CompilerServices;

namespace BpfSharp;

/// <summary>The element operations of the typed maps, written once. Keys and values stay on the stack: no allocation.</summary>
internal static unsafe class MapOperations
{
    public static void CheckTypes<TKey, TValue>(BpfMap map)
        where TKey : unmanaged
        where TValue : unmanaged
    {
        ArgumentNullException.ThrowIfNull(map);
        if (map.KeySize != sizeof(TKey))
            throw new ArgumentException($"Map {map.Name} has keys of {map.KeySize} bytes, {typeof(TKey).Name} has {sizeof(TKey)}.", nameof(map));
        if (map.ValueSize != sizeof(TValue))
            throw new ArgumentException($"Map {map.Name} has values of {map.ValueSize} bytes, {typeof(TValue).Name} has {sizeof(TValue)}.", nameof(map));
    }

    public static void CheckKind(BpfMap map, ReadOnlySpan<BpfMapType> types)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (!types.Contains(map.Type))
            throw new ArgumentException($"Map {map.Name} is a {map.Type} map, not {types[0]}.", nameof(map));
    }

    public static bool TryGet<TKey, TValue>(BpfMap map, TKey key, out TValue value)
        where TKey : unmanaged
        where TValue : unmanaged
    {
        TValue found = default;
        bool isFound = Found(map, "look up an element of", map.Lookup(MapKey.Of(map, &key), &found));
        value = isFound ? found : default;
        return isFound;
    }

    /// <summary>Lookup as a program on one CPU does it: for per-CPU maps, this CPU's value.</summary>
    public static bool TryGetHere<TKey, TValue>(BpfMap map, TKey key, out TValue value)
        where TKey : unmanaged
        where TValue : unmanaged
    {
        TValue found = default;
        bool isFound = Found(map, "look up an element of", map.KernelSideLookup(MapKey.Of(map, &key), &found));
        value = isFound ? found : default;
        return isFound;
    }

    public static ref TValue Reference<TKey, TValue>(BpfMap map, TKey key)
        where TKey : unmanaged
        where TValue : unmanaged
    {
        nint address = map.KernelSideReference(MapKey.Of(map, &key));
        return ref Unsafe.AsRef<TValue>((void*)address);
    }

    /// <summary>Update whose expected failures (full, exists, does not exist) are false.</summary>
    public static bool TryUpdate<TKey, TValue>(BpfMap map, TKey key, TValue value, BpfUpdateMode mode)
        where TKey : unmanaged
        where TValue : unmanaged =>
        Expected(map, map.Update(MapKey.Of(map, &key), &value, mode));

    public static bool TryUpdateHere<TKey, TValue>(BpfMap map, TKey key, TValue value, BpfUpdateMode mode)
        where TKey : unmanaged
        where TValue : unmanaged =>
        Expected(map, map.KernelSideUpdate(MapKey.Of(map, &key), &value, mode));

    public static void Set<TKey, TValue>(BpfMap map, TKey key, TValue value)
        where TKey : unmanaged
        where TValue : unmanaged =>
        ThrowIfFailed(map, "set an element of", map.Update(MapKey.Of(map, &key), &value, BpfUpdateMode.Any));

    public static void SetHere<TKey, TValue>(BpfMap map, TKey key, TValue value)
        where TKey : unmanaged
        where TValue : unmanaged =>
        ThrowIfFailed(map, "set an element of", map.KernelSideUpdate(MapKey.Of(map, &key), &value, BpfUpdateMode.Any));

    public static bool Remove<TKey>(BpfMap map, TKey key)
        where TKey : unmanaged =>
        Found(map, "delete an element of", map.Delete(MapKey.Of(map, &key)));

    public static bool Take<TKey, TValue>(BpfMap map, TKey key, out TValue value)
        where TKey : unmanaged
        where TValue : unmanaged
    {
        TValue found = default;
        int errno = map.LookupAndDelete(MapKey.Of(map, &key), &found);
        // Kernels before 5.14 take elements of queues and stacks only.
        if (errno is Errno.ENOTSUPP or Errno.EOPNOTSUPP or Errno.EINVAL)
        {
            errno = map.Lookup(&key, &found);
            if (errno == 0)
                errno = map.Delete(&key);
        }

        bool isFound = Found(map, "take an element of", errno);
        value = isFound ? found : default;
        return isFound;
    }

    /// <summary>True for success, false for ENOENT, an exception for the rest.</summary>
    public static bool Found(BpfMap map, string operation, int errno)
    {
        if (errno == 0)
            return true;
        if (errno == Errno.ENOENT)
            return false;
        throw Failure(map, operation, errno);
    }

    public static void ThrowIfFailed(BpfMap map, string operation, int errno)
    {
        if (errno != 0)
            throw Failure(map, operation, errno);
    }

    public static bool Expected(BpfMap map, int errno) => errno switch
    {
        0 => true,
        // E2BIG: full, or beyond an array. ENOMEM and EBUSY: no element could be allocated, or the bucket is locked by
        // the code we interrupted. All are answers a caller of Try… has to live with.
        Errno.E2BIG or Errno.EEXIST or Errno.ENOENT or Errno.ENOMEM or Errno.EBUSY => false,
        // What tries say when they are full (kernel/bpf/lpm_trie.c).
        Errno.ENOSPC when map.Type == BpfMapType.LpmTrie => false,
        _ => throw Failure(map, "update an element of", errno),
    };

    private static BpfException Failure(BpfMap map, string operation, int errno) =>
        MapErrors.Create(map, operation, errno);
}
