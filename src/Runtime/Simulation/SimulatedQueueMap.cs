namespace BpfSharp.Simulation;

/// <summary>Queue and stack.</summary>
internal sealed unsafe class SimulatedQueueMap(SimulatedKernel kernel, BpfMapDefinition definition) : SimulatedKeylessMap(kernel, definition)
{
    // Oldest first.
    private readonly LinkedList<byte[]> _elements = new();

    internal override int Lookup(void* key, void* value)
    {
        lock (Gate)
            return Read(value, isTaken: false);
    }

    internal override int LookupAndDelete(void* key, void* value)
    {
        lock (Gate)
            return Read(value, isTaken: true);
    }

    internal override int Update(void* key, void* value, BpfUpdateMode mode)
    {
        lock (Gate)
        {
            ThrowIfDisposed();
            if (mode == BpfUpdateMode.NoExist)
                return Errno.EINVAL;
            if ((uint)_elements.Count >= MaxEntries)
            {
                if (mode != BpfUpdateMode.Exist)
                    return Errno.E2BIG;
                _elements.RemoveFirst();
            }

            _elements.AddLast(new ReadOnlySpan<byte>(value, ValueSize).ToArray());
            return 0;
        }
    }

    protected override void Free() => _elements.Clear();

    private int Read(void* value, bool isTaken)
    {
        ThrowIfDisposed();
        if ((Type == BpfMapType.Queue ? _elements.First : _elements.Last) is not { } node)
            return Errno.ENOENT;
        node.Value.CopyTo(new Span<byte>(value, ValueSize));
        if (isTaken)
            _elements.Remove(node);
        return 0;
    }
}
