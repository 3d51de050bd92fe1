using BpfSharp.Sys;

namespace BpfSharp.Events;

/// <summary>Perf buffers of all CPUs, entered into a perf event array.</summary>
internal sealed unsafe class KernelPerf : PerfChannel
{
    private readonly Lock _gate = new();
    /// <summary>Records taken from one CPU before the next has its turn, so that a busy one cannot make the others lose theirs.</summary>
    private const int TurnLength = 64;

    private readonly List<(PerfRing Ring, long Watch)> _rings = [];
    private readonly string _name;
    private readonly Hub _hub;
    private int _current;
    private int _taken;
    private ulong _lost;
    private bool _isClosed;

    private KernelPerf(string name)
    {
        _name = name;
        _hub = new Hub(Readers);
    }

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
            for (int tried = 0; tried < _rings.Count; tried++)
            {
                bool isTaken = _rings[_current].Ring.TryTake(destination, size, out length, ref _lost);
                if (!isTaken || ++_taken == TurnLength)
                {
                    _current = (_current + 1) % _rings.Count;
                    _taken = 0;
                }
                if (isTaken)
                    return true;
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
            foreach (var (ring, _) in _rings)
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
            foreach (var (ring, watch) in _rings)
            {
                EpollLoop.Remove(watch, ring.File);
                ring.Dispose();
            }
        }

        Readers.Wake();
    }

    private void Add(KernelMap map, int cpu, uint size)
    {
        if (PerfRing.Open(map.Name, cpu, size) is not { } ring)
            return;
        try
        {
            int fd = ring.File.Fd;
            MapOperations.ThrowIfFailed(map, $"enter CPU {cpu}'s buffer into", map.Update(&cpu, &fd, BpfUpdateMode.Any));
            // Looking whether a perf event is readable makes it unreadable, so only one may look: the loop, for all who wait.
            _rings.Add((ring, EpollLoop.Add(ring.File, _hub)));
        }
        catch
        {
            ring.Dispose();
            throw;
        }
    }

    private sealed class Hub(ReaderSignals readers) : AsyncSignal
    {
        public override void Set() => readers.Wake();
    }
}
