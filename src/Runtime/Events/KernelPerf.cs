using BpfSharp.Sys;

namespace BpfSharp.Events;

/// <summary>Perf buffers of all CPUs, entered into a perf event array.</summary>
internal sealed unsafe class KernelPerf : PerfChannel
{
    private readonly Lock _gate = new();
    private readonly List<PerfRing> _rings = [];
    private readonly List<(long Id, FileHandle File)> _watched = [];
    private readonly string _name;
    private int _current;
    private ulong _lost;
    private bool _isClosed;

    private KernelPerf(string name) => _name = name;

    public override bool IsClosed => Volatile.Read(ref _isClosed);

    public override ulong Lost
    {
        get
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isClosed, typeof(BpfMap));
                return _lost;
            }
        }
    }

    /// <param name="map">The array; each CPU's buffer becomes its element of that number.</param>
    /// <param name="size">Bytes of each buffer.</param>
    public static KernelPerf Open(KernelMap map, uint size)
    {
        var perf = new KernelPerf(map.Name);
        try
        {
            for (int cpu = 0; cpu < Math.Min(map.CpuCount, (int)map.MaxEntries); cpu++)
                perf.Add(map, cpu, size);
            return perf;
        }
        catch
        {
            perf.Dispose();
            throw;
        }
    }

    public override bool TryTake(void* destination, int size, out int length)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(BpfMap));
            // Each CPU until it is empty, then the next, so that none waits for ever.
            for (int tried = 0; tried < _rings.Count; tried++)
            {
                if (_rings[_current].TryTake(destination, size, out length, ref _lost))
                    return true;
                _current = (_current + 1) % _rings.Count;
            }
        }

        length = 0;
        return false;
    }

    public override bool TryOutput(void* record, int size) =>
        throw new InvalidOperationException($"Only BPF programs (and simulated ones) write to perf buffer {_name}; user code reads it.");

    protected override bool MayHaveRecord()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(BpfMap));
            foreach (var ring in _rings)
            {
                if (!ring.IsEmpty)
                    return true;
            }

            return false;
        }
    }

    public override void Dispose()
    {
        lock (_gate)
        {
            if (_isClosed)
                return;
            Volatile.Write(ref _isClosed, true);
            foreach (var (id, file) in _watched)
            {
                EpollLoop.Remove(id, file);
                file.Dispose();
            }

            foreach (var ring in _rings)
                ring.Dispose();
        }

        Readers.Wake();
    }

    private void Add(KernelMap map, int cpu, uint size)
    {
        if (PerfRing.Open(map.Name, cpu, size) is not { } ring)
            return;
        _rings.Add(ring);
        int fd = ring.File.Fd;
        MapOperations.ThrowIfFailed(map, $"enter CPU {cpu}'s buffer into", map.Update(&cpu, &fd, BpfUpdateMode.Any));
        // Looking whether a perf event is readable makes it unreadable, so only one may look: the loop, for all who wait.
        var watched = ring.File.Duplicate();
        _watched.Add((EpollLoop.Add(watched, new Hub(Readers)), watched));
    }

    private sealed class Hub(ReaderSignals readers) : AsyncSignal
    {
        public override void Set() => readers.Wake();
    }
}
