using BpfSharp.Events;

namespace BpfSharp.Simulation;

/// <summary>A perf event array: one buffer for all CPUs, of the size that each would have.</summary>
internal sealed unsafe class SimulatedPerfMap : SimulatedKeylessMap
{
    private readonly Channel _channel;

    public SimulatedPerfMap(SimulatedKernel kernel, BpfMapDefinition definition)
        : base(kernel, definition)
    {
        if (MaxEntries % 4096 != 0 || !uint.IsPow2(MaxEntries))
            throw new BpfException(Errno.EINVAL, $"create map {Name}", $"The size of a perf buffer is a power of two and a multiple of the page size, not {MaxEntries}.");
        BufferSize = MaxEntries;
        _channel = new(MaxEntries);
        DropCounter = () => _channel.Lost;
    }

    internal override PerfChannel Perf
    {
        get
        {
            ThrowIfDisposed();
            return _channel;
        }
    }

    internal override int Lookup(void* key, void* value) => Errno.EOPNOTSUPP;

    internal override int Update(void* key, void* value, BpfUpdateMode mode) => Errno.EOPNOTSUPP;

    protected override void Free() => _channel.Dispose();

    private sealed class Channel(uint size) : PerfChannel
    {
        private readonly Lock _gate = new();
        private readonly Queue<byte[]> _records = new();
        private uint _used;
        private ulong _lost;
        private bool _isClosed;

        public override bool IsClosed => Volatile.Read(ref _isClosed);

        public override ulong Lost => Volatile.Read(ref _lost);

        public override bool TryTake(void* destination, int size, out int length)
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isClosed, typeof(BpfMap));
                length = 0;
                if (!_records.TryDequeue(out byte[]? record))
                    return false;
                _used -= RecordSize(record.Length);
                length = record.Length;
                record.AsSpan(0, Math.Min(size, length)).CopyTo(new Span<byte>(destination, size));
                return true;
            }
        }

        public override bool TryOutput(void* record, int length)
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isClosed, typeof(BpfMap));
                if (_used + RecordSize(length) > size)
                {
                    _lost++;
                    return false;
                }

                _used += RecordSize(length);
                _records.Enqueue(new ReadOnlySpan<byte>(record, length).ToArray());
            }

            Readers.Wake();
            return true;
        }

        protected override bool MayHaveRecord()
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isClosed, typeof(BpfMap));
                return _records.Count > 0;
            }
        }

        public override void Dispose()
        {
            lock (_gate)
                Volatile.Write(ref _isClosed, true);
            Readers.Wake();
        }

        private static uint RecordSize(int length) => ((uint)length + 12 + 7) & ~7u;
    }
}
