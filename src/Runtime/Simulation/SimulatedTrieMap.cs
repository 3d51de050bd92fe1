namespace BpfSharp.Simulation;

/// <summary>Longest-prefix match. Elements keep their memory, as those of <see cref="SimulatedHashMap"/> do.</summary>
internal sealed unsafe class SimulatedTrieMap(SimulatedKernel kernel, BpfMapDefinition definition) : SimulatedMap(kernel, definition)
{
    private readonly List<Entry> _entries = [];
    private readonly List<NativeBlock> _removed = [];

    private uint DataBits => (uint)(KeySize - sizeof(uint)) * 8;

    internal override nint KernelSideReference(void* key)
    {
        lock (Gate)
            return Find(key) is { } entry ? entry.Memory.Address : 0;
    }

    internal override int KernelSideLookup(void* key, void* value) => Lookup(key, value);

    internal override int KernelSideUpdate(void* key, void* value, BpfUpdateMode mode) => Update(key, value, mode);

    internal override int Lookup(void* key, void* value)
    {
        lock (Gate)
        {
            if (Find(key) is not { } entry)
                return Errno.ENOENT;
            Buffer.MemoryCopy((void*)entry.Memory.Address, value, ValueSize, ValueSize);
            return 0;
        }
    }

    internal override int Update(void* key, void* value, BpfUpdateMode mode)
    {
        lock (Gate)
        {
            ThrowIfDisposed();
            if (*(uint*)key > DataBits)
                return Errno.EINVAL;
            int index = IndexOf(key);
            if (index < 0 && mode == BpfUpdateMode.Exist)
                return Errno.ENOENT;
            if (index >= 0 && mode == BpfUpdateMode.NoExist)
                return Errno.EEXIST;
            if (index < 0)
            {
                if ((uint)_entries.Count >= MaxEntries)
                    return Errno.ENOSPC;
                index = _entries.Count;
                _entries.Add(new(Span(key).ToArray(), new NativeBlock((nuint)ValueSize)));
            }

            Buffer.MemoryCopy(value, (void*)_entries[index].Memory.Address, ValueSize, ValueSize);
            return 0;
        }
    }

    internal override int Delete(void* key)
    {
        lock (Gate)
        {
            ThrowIfDisposed();
            if (*(uint*)key > DataBits)
                return Errno.EINVAL;
            int index = IndexOf(key);
            if (index < 0)
                return Errno.ENOENT;
            _removed.Add(_entries[index].Memory);
            _entries.RemoveAt(index);
            return 0;
        }
    }

    internal override int LookupAndDelete(void* key, void* value) => Errno.ENOTSUPP;

    internal override int NextKey(void* key, void* next)
    {
        lock (Gate)
        {
            ThrowIfDisposed();
            int index = key is null ? 0 : IndexOf(key) + 1;
            if (index >= _entries.Count)
                return Errno.ENOENT;
            _entries[index].Key.CopyTo(new Span<byte>(next, KeySize));
            return 0;
        }
    }

    internal override int ReadBatch(ref BatchCursor cursor, void* keys, void* values, ref int count) => Errno.ENOTSUPP;

    protected override void Free()
    {
        foreach (var entry in _entries)
            entry.Memory.Dispose();
        foreach (var memory in _removed)
            memory.Dispose();
        _entries.Clear();
        _removed.Clear();
    }

    private ReadOnlySpan<byte> Span(void* key) => new(key, KeySize);

    private Entry? Find(void* key)
    {
        ThrowIfDisposed();
        uint length = *(uint*)key;
        Entry? longest = null;
        foreach (var entry in _entries)
        {
            if (length <= DataBits && entry.Length <= length && StartsWith(Span(key), entry.Key, entry.Length) && (longest is null || entry.Length > longest.Length))
                longest = entry;
        }

        return longest;
    }

    /// <summary>The element with just this prefix. What the key has behind its length does not count.</summary>
    private int IndexOf(void* key)
    {
        uint length = *(uint*)key;
        for (int index = 0; index < _entries.Count; index++)
        {
            if (_entries[index].Length == length && StartsWith(Span(key), _entries[index].Key, length))
                return index;
        }

        return -1;
    }

    private static bool StartsWith(ReadOnlySpan<byte> key, ReadOnlySpan<byte> prefix, uint bits)
    {
        var data = key[sizeof(uint)..];
        var begin = prefix[sizeof(uint)..];
        int whole = (int)(bits / 8), rest = (int)(bits % 8);
        return data[..whole].SequenceEqual(begin[..whole]) && (rest == 0 || ((data[whole] ^ begin[whole]) >> (8 - rest)) == 0);
    }

    private sealed record Entry(byte[] Key, NativeBlock Memory)
    {
        public uint Length => BitConverter.ToUInt32(Key);
    }
}
