using System.Runtime.CompilerServices;

namespace BpfSharp;

public sealed unsafe partial class RingBuffer<T>
{
    /// <summary>
    /// Takes the next event if there is one. User code only; never blocks, never allocates. Each call takes a turn among the readers;
    /// <see cref="Consume"/> takes one for all events that are ready, and hands over several in the time of one.
    /// </summary>
    /// <param name="value">Receives the event.</param>
    /// <returns>False when no event is ready.</returns>
    /// <exception cref="ObjectDisposedException">The object the buffer belongs to is disposed.</exception>
    /// <exception cref="InvalidOperationException">The object is not loaded, or a record is not an event of this type.</exception>
    public bool TryRead(out T value)
    {
        using var reading = Map.Ring.BeginReading();
        if (!reading.TryPeek(out byte* data, out int length))
        {
            value = default;
            return false;
        }

        CheckLength(length);
        value = Unsafe.ReadUnaligned<T>(data);
        reading.Advance();
        return true;
    }

    /// <summary>Takes the next event, waiting for it. User code only.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">Cancelled; no event was taken.</exception>
    /// <exception cref="ObjectDisposedException">The object the buffer belongs to is disposed, or was while waiting.</exception>
    /// <exception cref="InvalidOperationException">The object is not loaded, or a record is not an event of this type.</exception>
    public T Read(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryRead(out T value))
                return value;
            Map.Ring.WaitReady(Timeout.InfiniteTimeSpan, cancellationToken);
        }
    }

    /// <summary>
    /// Hands all events that are ready to a handler, without copying them. User code only; never blocks, never
    /// allocates. An event whose handler throws counts as taken. The handler may dispose the object, but must not
    /// read from this buffer.
    /// </summary>
    /// <param name="handler">Called for each event.</param>
    /// <returns>Number of events handed over.</returns>
    /// <exception cref="ObjectDisposedException">The object the buffer belongs to is disposed.</exception>
    /// <exception cref="InvalidOperationException">The object is not loaded, or a record is not an event of this type.</exception>
    public int Consume(RingBufferHandler<T> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        int count = Map.Ring.Consume(handler, out int length);
        CheckLength(length);
        return count;
    }

    /// <summary>Waits until an event is ready. User code only.</summary>
    /// <param name="timeout">How long at most; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <returns>False when the time was over first.</returns>
    /// <exception cref="ObjectDisposedException">The object the buffer belongs to is disposed, or was while waiting.</exception>
    /// <exception cref="InvalidOperationException">The object is not loaded.</exception>
    public bool Wait(TimeSpan timeout) => Map.Ring.WaitReady(timeout, CancellationToken.None);

    /// <summary>
    /// Streams events until cancelled or until the object is disposed, which completes the stream. Events that were not
    /// enumerated stay in the buffer for the next reader; disposing the object discards those still in it. User code only.
    /// </summary>
    /// <param name="cancellationToken">Ends the stream with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ObjectDisposedException">The object is disposed already.</exception>
    /// <exception cref="InvalidOperationException">The object is not loaded, or a record is not an event of this type.</exception>
    public IAsyncEnumerable<T> ReadAllAsync(CancellationToken cancellationToken = default)
    {
        var channel = Map.Ring;
        return new Events.EventStream<T>(this, channel.Subscribe, () => channel.IsClosed, cancellationToken);
    }

    private void CheckLength(int length)
    {
        if (length != sizeof(T))
        {
            throw new InvalidOperationException(
                $"A record of {length} bytes in ring buffer {Map.Name} is not a {typeof(T).Name}, which has {sizeof(T)}: give the reader the struct the program writes.");
        }
    }
}
