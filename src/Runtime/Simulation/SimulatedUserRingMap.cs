using BpfSharp.Events;

namespace BpfSharp.Simulation;

/// <summary>A user ring buffer map.</summary>
internal sealed unsafe class SimulatedUserRingMap : SimulatedMap
{
    private readonly Channel _ring;

    public SimulatedUserRingMap(SimulatedKernel kernel, BpfMapDefinition definition)
        : base(kernel, definition)
    {
        if (MaxEntries % 4096 != 0 || !uint.IsPow2(MaxEntries))
            throw new BpfException(Errno.EINVAL, $"create map {Name}", $"The size of a ring buffer is a power of two and a multiple of the page size, not {MaxEntries}.");
        _ring = new(new NativeBlock(Channel.PositionsSize + ((nuint)MaxEntries * 2)), MaxEntries);
    }

    internal override UserRingChannel UserRing
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

    /// <summary>Both ends in this process; the data area is twice as large for the tail of the one record that wraps.</summary>
    private sealed class Channel(NativeBlock memory, uint size)
        : UserRingChannel(memory, (ulong*)memory.Address, (ulong*)(memory.Address + 64), (byte*)memory.Address + PositionsSize, size)
    {
        public const int PositionsSize = 128;

        private readonly ManualResetEventSlim _taken = new();

        public override bool TryTake(Span<byte> record, out int length)
        {
            bool isTaken = Take(record, out length);
            _taken.Set();
            return isTaken;
        }

        protected override void WaitForConsumer(int milliseconds, CancellationToken cancellationToken)
        {
            _taken.Wait(milliseconds, cancellationToken);
            _taken.Reset();
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            _taken.Set(); // whoever waits sees that the buffer is closed
        }
    }
}
