using BpfSharp.Sys;

namespace BpfSharp.Events;

/// <summary>
/// A kernel ring buffer's consumer end: the first page is ours to write; the producer's page and the data are read-only.
/// </summary>
internal sealed unsafe class KernelRing : RingChannel
{
    private readonly Lock _gate = new();
    private readonly List<Subscription> _subscriptions = [];
    private readonly FileHandle _file;
    private readonly string _name;
    private readonly Wakeup _closing = new();

    private KernelRing(MemoryHandle memory, FileHandle file, string name, uint size)
        : base(memory, (ulong*)memory.Address, (ulong*)(memory.Address + RingMemory.Page), (byte*)memory.Address + (2 * RingMemory.Page), size)
    {
        _file = file;
        _name = name;
    }

    /// <param name="map">The map; the ring takes a descriptor of its own.</param>
    /// <param name="name">For messages.</param>
    /// <param name="size">Bytes of data.</param>
    public static KernelRing Open(FileHandle map, string name, uint size)
    {
        var file = map.Duplicate();
        try
        {
            return new(RingMemory.Map(file, $"ring buffer {name}", size, isReader: true), file, name, size);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override bool WaitReady(TimeSpan timeout, CancellationToken cancellationToken)
    {
        bool isEndless = timeout == Timeout.InfiniteTimeSpan;
        if (!isEndless)
            ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
        long start = Environment.TickCount64;
        var spin = new SpinWait();
        while (!IsReady())
        {
            double left = isEndless ? -1 : timeout.TotalMilliseconds - (Environment.TickCount64 - start);
            if (!isEndless && left <= 0)
                return false;
            Poller.Wait(_file, _closing, isEndless ? -1 : (int)Math.Min(Math.Ceiling(left), int.MaxValue), cancellationToken);
            // The descriptor is readable from reservation on, the record only from its commit.
            spin.SpinOnce();
        }

        return true;
    }

    public override AsyncSignal Subscribe()
    {
        lock (_gate)
        {
            var subscription = new Subscription(this);
            if (IsClosed)
            {
                subscription.Set();
                return subscription;
            }

            subscription.Start(_file.Duplicate());
            _subscriptions.Add(subscription);
            return subscription;
        }
    }

    public override nint Reserve(int size) => throw NotFromUserCode();

    public override void Commit(nint data, bool isDiscarded) => throw NotFromUserCode();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        lock (_gate)
        {
            foreach (var subscription in _subscriptions)
            {
                subscription.Stop();
                subscription.Set();
            }

            _subscriptions.Clear();
            _closing.Set();
            _closing.Dispose();
            _file.Dispose();
        }
    }

    private InvalidOperationException NotFromUserCode() =>
        new($"Only BPF programs (and simulated ones) write to ring buffer {_name}; user code reads it.");

    private sealed class Subscription(KernelRing ring) : AsyncSignal
    {
        private FileHandle? _watched;
        private long _id;

        public void Start(FileHandle file)
        {
            _watched = file;
            _id = EpollLoop.Add(file, this);
        }

        public void Stop()
        {
            if (_watched is null)
                return;
            EpollLoop.Remove(_id, _watched);
            _watched.Dispose();
            _watched = null;
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            lock (ring._gate)
            {
                Stop();
                ring._subscriptions.Remove(this);
            }
        }
    }
}
