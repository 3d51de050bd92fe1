namespace BpfSharp;

/// <summary>Writes and removes many elements with few system calls, or one by one where the kernel has no batches.</summary>
internal static unsafe class BatchWriter
{
    public static void SetAll<TKey, TValue>(BpfMap map, ReadOnlySpan<TKey> keys, ReadOnlySpan<TValue> values)
        where TKey : unmanaged
        where TValue : unmanaged
    {
        if (keys.Length != values.Length)
            throw new ArgumentException($"There are {keys.Length} keys, but {values.Length} values.", nameof(values));
        if (keys.IsEmpty)
            return;
        if (map.KeyPadding is not null)
            keys = Cleared(map, keys);
        fixed (TKey* key = keys)
        fixed (TValue* value = values)
        {
            int count = keys.Length;
            int errno = map.WriteBatch(key, value, ref count);
            if (errno is not (Errno.ENOTSUPP or Errno.EOPNOTSUPP))
            {
                MapOperations.ThrowIfFailed(map, errno == 0 ? "" : $"set element {count} of {keys.Length} of", errno);
                return;
            }

            for (int index = 0; index < keys.Length; index++)
                MapOperations.ThrowIfFailed(map, "set an element of", map.Update(key + index, value + index, BpfUpdateMode.Any));
        }
    }

    /// <returns>How many there were.</returns>
    public static int RemoveAll<TKey>(BpfMap map, ReadOnlySpan<TKey> keys)
        where TKey : unmanaged
    {
        if (keys.IsEmpty)
            return 0;
        if (map.KeyPadding is not null)
            keys = Cleared(map, keys);
        fixed (TKey* key = keys)
            return RemoveAll(map, (byte*)key, sizeof(TKey), keys.Length);
    }

    public static int RemoveAll(BpfMap map, byte* keys, int keySize, int length)
    {
        int removed = 0;
        for (int start = 0; start < length;)
        {
            int count = length - start;
            int errno = map.DeleteBatch(keys + ((long)start * keySize), ref count);
            if (errno is Errno.ENOTSUPP or Errno.EOPNOTSUPP)
            {
                if (MapOperations.Found(map, "delete an element of", map.Delete(keys + ((long)start * keySize))))
                    removed++;
                start++;
                continue;
            }

            // It stops at a key that is not there; the next batch begins behind that one.
            removed += count;
            start += count + (errno == Errno.ENOENT ? 1 : 0);
            if (errno != Errno.ENOENT)
                MapOperations.ThrowIfFailed(map, "delete elements of", errno);
        }

        return removed;
    }

    private static TKey[] Cleared<TKey>(BpfMap map, ReadOnlySpan<TKey> keys)
        where TKey : unmanaged
    {
        TKey[] copy = keys.ToArray();
        fixed (TKey* first = copy)
        {
            for (int index = 0; index < copy.Length; index++)
                MapKey.Of(map, first + index);
        }

        return copy;
    }
}
