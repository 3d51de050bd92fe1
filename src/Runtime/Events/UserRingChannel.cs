using System.Runtime.InteropServices;

namespace BpfSharp.Events;

/// <summary>
/// The producer's end of a user ring buffer: user space writes its position and the records, the kernel the consumer's position. Layout
/// and bits are those of a ring buffer (include/uapi/linux/bpf.h, kernel/bpf/ringbuf.c).
/// </summary>
internal abstract unsafe class UserRingChannel : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SafeHandle _memory;
    private readonly ulong* _consumer;
    private readonly ulong* _producer;
    private readonly byte* _data;
    private readonly uint _size;
    private ulong _refused;
    private volatile bool _isClosed;

    protected UserRingChannel(SafeHandle memory, ulong* consumer, ulong* producer, byte* data, uint size)
    {
        _memory = memory;
        _consumer = consumer;
        _producer = producer;
        _data = data;
        _size = size;
    }

    public bool IsClosed => _isClosed;

    /// <summary>Reservations that found no room.</summary>
    public ulong Refused => Interlocked.Read(ref _refused);

    /// <summary>Bytes that the program has not taken yet.</summary>
    public uint Used
    {
        get
        {
            lock (_gate)
            {
                ThrowIfClosed();
                return (uint)(Volatile.Read(ref *_producer) - Volatile.Read(ref *_consumer));
            }
        }
    }

    /// <summary>Reserves a zeroed record and keeps the memory until it is committed; 0 when there is no room.</summary>
    public nint Reserve(int size)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            if (!HasRoom(size))
            {
                Interlocked.Increment(ref _refused);
                return 0;
            }

            ulong position = *_producer;
            byte* record = _data + (position & (_size - 1));
            NativeMemory.Clear(record, (nuint)RingChannel.RecordSize(size));
            *(uint*)record = (uint)size | RingChannel.BusyBit;
            bool isHeld = false;
            _memory.DangerousAddRef(ref isHeld);
            // The record is there before the position says so.
            Volatile.Write(ref *_producer, position + (ulong)RingChannel.RecordSize(size));
            return (nint)(record + RingChannel.HeaderSize);
        }
    }

    /// <summary>Ends a reservation; also after the buffer is disposed.</summary>
    public void Commit(nint data, bool isDiscarded)
    {
        ref uint header = ref *(uint*)(data - RingChannel.HeaderSize);
        Interlocked.Exchange(ref header, (header & ~RingChannel.BusyBit) | (isDiscarded ? RingChannel.DiscardBit : 0));
        _memory.DangerousRelease();
    }

    /// <summary>Whether a record fits now.</summary>
    protected bool HasRoom(int size) =>
        *_producer + (ulong)RingChannel.RecordSize(size) - Volatile.Read(ref *_consumer) <= _size;

    /// <summary>Waits until a record fits.</summary>
    /// <returns>False when the time was over first.</returns>
    public bool WaitForRoom(int size, TimeSpan timeout, CancellationToken cancellationToken)
    {
        bool isEndless = timeout == Timeout.InfiniteTimeSpan;
        if (!isEndless)
            ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
        long start = Environment.TickCount64;
        var spin = new SpinWait();
        while (true)
        {
            lock (_gate)
            {
                ThrowIfClosed();
                if (HasRoom(size))
                    return true;
            }

            cancellationToken.ThrowIfCancellationRequested();
            double left = isEndless ? int.MaxValue : timeout.TotalMilliseconds - (Environment.TickCount64 - start);
            if (left <= 0)
                return false;
            WaitForConsumer((int)Math.Min(Math.Ceiling(left), int.MaxValue), cancellationToken);
            // The descriptor is writable as soon as there is any room, which may be less than a record needs.
            spin.SpinOnce();
        }
    }

    /// <summary>Waits until a program has taken something. Returns for no reason too.</summary>
    protected abstract void WaitForConsumer(int milliseconds, CancellationToken cancellationToken);

    /// <summary>The consumer's end: copies and takes the next record, skipping discarded ones. A simulated kernel's only.</summary>
    /// <param name="record">Receives as much of it as there is room for.</param>
    /// <param name="length">Its length.</param>
    public virtual bool TryTake(Span<byte> record, out int length) =>
        throw new InvalidOperationException("Only BPF programs (and simulated ones) drain a user ring buffer; user code writes it.");

    protected bool Take(Span<byte> target, out int length)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            while (*_consumer < Volatile.Read(ref *_producer))
            {
                byte* record = _data + (*_consumer & (_size - 1));
                uint header = Volatile.Read(ref *(uint*)record);
                if ((header & RingChannel.BusyBit) != 0)
                    break;
                length = (int)(header & ~RingChannel.DiscardBit);
                bool isDiscarded = (header & RingChannel.DiscardBit) != 0;
                if (!isDiscarded)
                    new ReadOnlySpan<byte>(record + RingChannel.HeaderSize, Math.Min(length, target.Length)).CopyTo(target);
                Volatile.Write(ref *_consumer, *_consumer + (ulong)RingChannel.RecordSize(length));
                if (!isDiscarded)
                    return true;
            }

            length = 0;
            return false;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isClosed)
                return;
            _isClosed = true;
            // Stays while records are being written.
            _memory.Dispose();
        }

        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    private void ThrowIfClosed() => ObjectDisposedException.ThrowIf(_isClosed, typeof(BpfMap));
}
