namespace BpfSharp.Events;

/// <summary>Those who wait for events of a stream whose news come by a call: blocked threads and asynchronous readers.</summary>
#pragma warning disable CA1001 // A semaphore that nobody asked for its wait handle has nothing to dispose.
internal sealed class ReaderSignals
#pragma warning restore CA1001
{
    private readonly List<AsyncSignal> _signals = [];
    private readonly SemaphoreSlim _changed = new(0);
    private int _waiting;

    /// <summary>Lets everyone who waits look again.</summary>
    public void Wake()
    {
        int waiting = Volatile.Read(ref _waiting);
        if (waiting > 0)
            _changed.Release(waiting);
        lock (_signals)
        {
            foreach (var signal in _signals)
                signal.Set();
        }
    }

    /// <summary>Blocks until an event is ready.</summary>
    /// <param name="isReady">Whether one is; throws when the stream is closed.</param>
    /// <param name="timeout">How long at most.</param>
    /// <param name="cancellationToken">Throws when cancelled.</param>
    /// <returns>False when the time was over first.</returns>
    public bool Wait(Func<bool> isReady, TimeSpan timeout, CancellationToken cancellationToken)
    {
        long start = Environment.TickCount64;
        Interlocked.Increment(ref _waiting);
        try
        {
            while (!isReady())
            {
                var left = timeout == Timeout.InfiniteTimeSpan ? timeout : timeout - TimeSpan.FromMilliseconds(Environment.TickCount64 - start);
                if (timeout != Timeout.InfiniteTimeSpan && left <= TimeSpan.Zero)
                    return false;
                _changed.Wait(left, cancellationToken);
            }

            return true;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>A signal that is set at first and whenever the readers are woken.</summary>
    public AsyncSignal Subscribe()
    {
        var signal = new Subscription(this);
        lock (_signals)
            _signals.Add(signal);
        signal.Set();
        return signal;
    }

    private sealed class Subscription(ReaderSignals signals) : AsyncSignal
    {
        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            lock (signals._signals)
                signals._signals.Remove(this);
        }
    }
}
