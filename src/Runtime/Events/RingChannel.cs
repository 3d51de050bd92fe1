using System.Runtime.InteropServices;

namespace BpfSharp.Events;

/// <summary>
/// The consumer's end of a ring: two free-running positions and a power-of-two data area in which every record is
/// contiguous. Layout and bits are the kernel's (include/uapi/linux/bpf.h, kernel/bpf/ringbuf.c).
/// </summary>
internal abstract unsafe partial class RingChannel : IDisposable
{
    public const uint BusyBit = 1u << 31;
    public const uint DiscardBit = 1u << 30;
    public const int HeaderSize = 8;

    /// <summary>Who reads that is no thread: the memory is being released.</summary>
    private const int Releasing = -1;

    private readonly SafeHandle _memory;
    private readonly ulong* _consumer;
    private readonly ulong* _producer;
    private readonly byte* _data;
    private readonly ulong _mask;
    private ulong _position;
    private ulong _produced;
    private int _length;
    // The managed id of the thread whose turn it is, or 0. Taking a turn is one atomic operation and ending it is none: an event
    // that is read by itself pays for a whole turn, and a lock costs twice as much.
    private int _reader;
    private volatile bool _isClosed;

    protected RingChannel(SafeHandle memory, ulong* consumer, ulong* producer, byte* data, uint size)
    {
        _memory = memory;
        _consumer = consumer;
        _producer = producer;
        _data = data;
        _mask = size - 1;
        _position = Volatile.Read(ref *consumer);
    }

    public bool IsClosed => _isClosed;

    /// <summary>Starts reading: keeps other readers out and the memory in place until disposed.</summary>
    public RingReading BeginReading()
    {
        if (Interlocked.CompareExchange(ref _reader, Environment.CurrentManagedThreadId, 0) != 0)
            WaitForTurn();
        if (_isClosed)
            RefuseClosed();
        return new RingReading(this);
    }

    private void WaitForTurn()
    {
        int self = Environment.CurrentManagedThreadId;
        if (Volatile.Read(ref _reader) == self)
            throw new InvalidOperationException("A ring buffer's handler must not read from the buffer that calls it.");
        // Turns are short, but for a handler's; then this sleeps between its looks.
        SpinWait wait = default;
        while (Interlocked.CompareExchange(ref _reader, self, 0) != 0)
            wait.SpinOnce();
    }

    private void RefuseClosed()
    {
        EndReading();
        throw new ObjectDisposedException(GetType().Name);
    }

    internal void EndReading()
    {
        Volatile.Write(ref _reader, 0);
        if (_isClosed)
            ReleaseMemory();
    }

    /// <summary>Unless somebody reads, who then does it at the end of the turn: disposing never waits for a reader.</summary>
    private void ReleaseMemory()
    {
        if (Interlocked.CompareExchange(ref _reader, Releasing, 0) != 0)
            return;
        _memory.Dispose();
        Volatile.Write(ref _reader, 0);
    }

    /// <summary>Finds the next record, skipping discarded ones.</summary>
    internal bool TryPeek(out byte* data, out int length)
    {
        while (_position < _produced || SeesMore())
        {
            byte* record = _data + (_position & _mask);
            uint header = Volatile.Read(ref *(uint*)record);
            if ((header & BusyBit) != 0 && IsBusyStill(record, out header))
                break;
            _length = (int)(header & ~(BusyBit | DiscardBit));
            if ((header & DiscardBit) == 0)
            {
                data = record + HeaderSize;
                length = _length;
                return true;
            }

            Advance();
        }

        data = null;
        length = 0;
        return false;
    }

    // The producer wakes us only if it sees that we have caught up, and we sleep only if we see nothing new. Both sides write
    // first and read then, so each needs a full barrier between, or both may miss the other: whoever says that there is
    // nothing has looked behind one. Records that are there already are taken without.
    private bool SeesMore()
    {
        Interlocked.MemoryBarrier();
        _produced = Volatile.Read(ref *_producer);
        return _position < _produced;
    }

    private static bool IsBusyStill(byte* record, out uint header)
    {
        Interlocked.MemoryBarrier();
        header = Volatile.Read(ref *(uint*)record);
        return (header & BusyBit) != 0;
    }

    /// <summary>Gives the room of the record just peeked at back to the producer.</summary>
    internal void Advance()
    {
        _position += (ulong)RecordSize(_length);
        Volatile.Write(ref *_consumer, _position);
    }

    /// <summary>Waits until a record is ready.</summary>
    /// <returns>False when the time was over first.</returns>
    /// <exception cref="ObjectDisposedException">The ring was closed.</exception>
    public abstract bool WaitReady(TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>A signal that is set at first, whenever records were committed, and when the ring closes.</summary>
    public abstract AsyncSignal Subscribe();

    /// <summary>Reserves a zeroed record; 0 when full.</summary>
    public abstract nint Reserve(int size);

    public abstract void Commit(nint data, bool isDiscarded);

    public void Dispose()
    {
        _isClosed = true;
        // Either this sees that no reader is left, or the last reader sees that it is closed. Readers have no barrier between
        // ending their turn and looking, so this is one for all threads.
        Interlocked.MemoryBarrierProcessWide();
        ReleaseMemory();
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>Whether a record is ready now.</summary>
    protected bool IsReady()
    {
        using var reading = BeginReading();
        return reading.TryPeek(out _, out _);
    }

    public static int RecordSize(int length) => (length + HeaderSize + 7) & ~7;
}

/// <summary>A reader's turn at a ring.</summary>
internal readonly unsafe ref struct RingReading(RingChannel channel) : IDisposable
{
    public bool TryPeek(out byte* data, out int length) => channel.TryPeek(out data, out length);

    public void Advance() => channel.Advance();

    public void Dispose() => channel.EndReading();
}
