using System.Runtime.InteropServices;

namespace BpfSharp.Simulation;

/// <summary>Hash, LRU hash and their per-CPU forms.</summary>
/// <remarks>
/// Memory of removed elements is reused but not freed before disposal: as in the kernel, a reference to a removed
/// element stays harmless though its contents may become another element's.
/// </remarks>
internal sealed unsafe class SimulatedHashMap : SimulatedMap
{
    private readonly Dictionary<byte[], LinkedListNode<Entry>> _index = new(ByteKeyComparer.Instance);
    private readonly LinkedList<Entry> _byUse = new();
    private readonly Stack<NativeBlock> _free = new();
    private readonly bool _isLru;
    private ulong _nextSequence;

    public SimulatedHashMap(SimulatedKernel kernel, BpfMapDefinition definition)
        : base(kernel, definition) =>
        _isLru = Type is BpfMapType.LruHash or BpfMapType.LruPerCpuHash;

    internal override nint KernelSideReference(void* key)
    {
        lock (Gate)
            return Find(key, isUse: true) is { } entry ? OnThisCpu(entry.Memory.Address) : 0;
    }

    internal override int KernelSideLookup(void* key, void* value)
    {
        lock (Gate)
        {
            if (Find(key, isUse: true) is not { } entry)
                return Errno.ENOENT;
            Buffer.MemoryCopy((void*)OnThisCpu(entry.Memory.Address), value, ValueSize, ValueSize);
            return 0;
        }
    }

    internal override int KernelSideUpdate(void* key, void* value, BpfUpdateMode mode)
    {
        lock (Gate)
        {
            int errno = FindOrAdd(key, mode, out var entry);
            if (errno == 0)
                Buffer.MemoryCopy(value, (void*)OnThisCpu(entry!.Memory.Address), ValueSize, ValueSize);
            return errno;
        }
    }

    internal override int Lookup(void* key, void* value)
    {
        lock (Gate)
        {
            if (Find(key, isUse: false) is not { } entry)
                return Errno.ENOENT;
            Buffer.MemoryCopy((void*)entry.Memory.Address, value, ElementSize, ElementSize);
            return 0;
        }
    }

    internal override int Update(void* key, void* value, BpfUpdateMode mode)
    {
        lock (Gate)
        {
            int errno = FindOrAdd(key, mode, out var entry);
            if (errno == 0)
                Buffer.MemoryCopy(value, (void*)entry!.Memory.Address, ElementSize, ElementSize);
            return errno;
        }
    }

    internal override int Delete(void* key)
    {
        lock (Gate)
        {
            ThrowIfDisposed();
            if (!Index.TryGetValue(Span(key), out var node))
                return Errno.ENOENT;
            Remove(node);
            return 0;
        }
    }

    internal override int LookupAndDelete(void* key, void* value)
    {
        lock (Gate)
        {
            int errno = Lookup(key, value);
            return errno != 0 ? errno : Delete(key);
        }
    }

    internal override int NextKey(void* key, void* next)
    {
        lock (Gate)
        {
            ThrowIfDisposed();
            ulong after = key is not null && Index.TryGetValue(Span(key), out var node) ? node.Value.Sequence + 1 : 0;
            if (First(after) is not { } entry)
                return Errno.ENOENT;
            entry.Key.CopyTo(new Span<byte>(next, KeySize));
            return 0;
        }
    }

    internal override int ReadBatch(ref BatchCursor cursor, void* keys, void* values, ref int count)
    {
        int room = count;
        count = 0;
        lock (Gate)
        {
            ThrowIfDisposed();
            while (count < room)
            {
                if (First(cursor.Position) is not { } entry)
                    return Errno.ENOENT;
                entry.Key.CopyTo(new Span<byte>((byte*)keys + ((long)count * KeySize), KeySize));
                Buffer.MemoryCopy((void*)entry.Memory.Address, (byte*)values + ((long)count * ElementSize), ElementSize, ElementSize);
                cursor.Position = entry.Sequence + 1;
                count++;
            }
        }

        return 0;
    }

    protected override void Free()
    {
        foreach (var entry in _byUse)
        {
            EndFields(entry.Memory.Address);
            entry.Memory.Dispose();
        }

        foreach (var memory in _free)
            memory.Dispose();
        _index.Clear();
        _byUse.Clear();
        _free.Clear();
    }

    private Dictionary<byte[], LinkedListNode<Entry>>.AlternateLookup<ReadOnlySpan<byte>> Index =>
        _index.GetAlternateLookup<ReadOnlySpan<byte>>();

    private ReadOnlySpan<byte> Span(void* key) => new(key, KeySize);

    /// <summary>The entry with the lowest sequence number not below the one given.</summary>
    private Entry? First(ulong sequence)
    {
        Entry? first = null;
        foreach (var entry in _byUse)
        {
            if (entry.Sequence >= sequence && (first is null || entry.Sequence < first.Sequence))
                first = entry;
        }

        return first;
    }

    private Entry? Find(void* key, bool isUse)
    {
        ThrowIfDisposed();
        if (!Index.TryGetValue(Span(key), out var node))
            return null;
        if (isUse && _isLru)
        {
            _byUse.Remove(node);
            _byUse.AddLast(node);
        }

        return node.Value;
    }

    private int FindOrAdd(void* key, BpfUpdateMode mode, out Entry? entry)
    {
        entry = Find(key, isUse: true);
        if (entry is not null)
        {
            if (mode == BpfUpdateMode.NoExist)
                return Errno.EEXIST;
            EndFields(entry.Memory.Address);
            return 0;
        }

        if (mode == BpfUpdateMode.Exist)
            return Errno.ENOENT;
        if ((uint)_index.Count >= MaxEntries)
        {
            if (!_isLru)
                return Errno.E2BIG;
            Remove(_byUse.First!);
        }

        if (_free.TryPop(out var memory))
            NativeMemory.Clear((void*)memory.Address, (nuint)ElementSize);
        else
            memory = new((nuint)ElementSize);
        entry = new(Span(key).ToArray(), memory, _nextSequence++);
        _index.Add(entry.Key, _byUse.AddLast(entry));
        return 0;
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _index.Remove(node.Value.Key);
        _byUse.Remove(node);
        EndFields(node.Value.Memory.Address);
        _free.Push(node.Value.Memory);
    }

    private sealed record Entry(byte[] Key, NativeBlock Memory, ulong Sequence);
}
