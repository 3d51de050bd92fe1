using BpfSharp.Events;

namespace BpfSharp.Simulation;

/// <summary>A ring buffer map.</summary>
internal sealed unsafe class SimulatedRingMap : SimulatedMap
{
    private readonly SimulatedRing _ring;

    public SimulatedRingMap(SimulatedKernel kernel, BpfMapDefinition definition)
        : base(kernel, definition)
    {
        if (MaxEntries % 4096 != 0 || !uint.IsPow2(MaxEntries))
            throw new BpfException(Errno.EINVAL, $"create map {Name}", $"The size of a ring buffer is a power of two and a multiple of the page size, not {MaxEntries}.");
        _ring = SimulatedRing.Create(MaxEntries);
        DropCounter = () => _ring.Dropped;
    }

    internal override RingChannel Ring
    {
        get
        {
            ThrowIfDisposed();
            return _ring;
        }
    }

    internal override int Lookup(void* key, void* value) => Errno.ENOTSUPP;

    internal override int Update(void* key, void* value, BpfUpdateMode mode) => Errno.ENOTSUPP;

    internal override int Delete(void* key) => Errno.ENOTSUPP;

    internal override int LookupAndDelete(void* key, void* value) => Errno.ENOTSUPP;

    internal override int NextKey(void* key, void* next) => Errno.ENOTSUPP;

    internal override int ReadBatch(ref BatchCursor cursor, void* keys, void* values, ref int count) => Errno.ENOTSUPP;

    protected override void Free() => _ring.Dispose();
}
