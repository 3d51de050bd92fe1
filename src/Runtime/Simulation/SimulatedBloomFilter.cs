namespace BpfSharp.Simulation;

/// <summary>A Bloom filter that never errs: where the kernel's says perhaps, this one knows.</summary>
internal sealed unsafe class SimulatedBloomFilter(SimulatedKernel kernel, BpfMapDefinition definition) : SimulatedKeylessMap(kernel, definition)
{
    private readonly HashSet<byte[]> _values = new(ByteKeyComparer.Instance);

    internal override int Lookup(void* key, void* value)
    {
        lock (Gate)
        {
            ThrowIfDisposed();
            return _values.GetAlternateLookup<ReadOnlySpan<byte>>().Contains(new(value, ValueSize)) ? 0 : Errno.ENOENT;
        }
    }

    internal override int Update(void* key, void* value, BpfUpdateMode mode)
    {
        lock (Gate)
        {
            ThrowIfDisposed();
            if (mode != BpfUpdateMode.Any)
                return Errno.EINVAL;
            _values.GetAlternateLookup<ReadOnlySpan<byte>>().Add(new(value, ValueSize));
            return 0;
        }
    }

    protected override void Free() => _values.Clear();
}
