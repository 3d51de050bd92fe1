namespace BpfSharp;

public sealed unsafe partial class PerfBuffer<T>
{
    // The kernel fills a record up to a multiple of 8 bytes, its length of 4 included.
    private const int MostFiller = 7;

    /// <summary>Takes the next event if there is one. User code only; never blocks, never allocates.</summary>
    /// <param name="value">Receives the event.</param>
    /// <returns>False when no event is ready.</returns>
    /// <exception cref="ObjectDisposedException">The object the buffer belongs to is disposed.</exception>
    /// <exception cref="InvalidOperationException">The object is not loaded, or a record is not an event of this type.</exception>
    public bool TryRead(out T value)
    {
        T read = default;
        bool isRead = Map.Perf.TryTake(&read, sizeof(T), out int length);
        if (isRead && length - sizeof(T) is < 0 or > MostFiller)
        {
            throw new InvalidOperationException(
                $"A record of {length} bytes in perf buffer {Map.Name} is not a {typeof(T).Name}, which has {sizeof(T)}: give the reader the struct the program writes.");
        }

        value = isRead ? read : default;
        return isRead;
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
            Map.Perf.WaitReady(Timeout.InfiniteTimeSpan, cancellationToken);
        }
    }

    /// <summary>Hands all events that are ready to a handler. User code only; never blocks, never allocates.</summary>
    /// <param name="handler">Called for each event, with a copy.</param>
    /// <returns>Number of events handed over.</returns>
    /// <exception cref="ObjectDisposedException">The object the buffer belongs to is disposed.</exception>
    /// <exception cref="InvalidOperationException">The object is not loaded, or a record is not an event of this type.</exception>
    public int Consume(RingBufferHandler<T> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        int count = 0;
        for (; TryRead(out T value); count++)
            handler(ref value);
        return count;
    }

    /// <summary>
    /// Waits until an event may be ready. User code only. Returns early for a note of lost events too, so <see cref="TryRead"/> may find
    /// none.
    /// </summary>
    /// <param name="timeout">How long at most; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <returns>False when the time was over first.</returns>
    /// <exception cref="ObjectDisposedException">The object the buffer belongs to is disposed, or was while waiting.</exception>
    /// <exception cref="InvalidOperationException">The object is not loaded.</exception>
    public bool Wait(TimeSpan timeout) => Map.Perf.WaitReady(timeout, CancellationToken.None);

    /// <summary>
    /// Streams events until cancelled or until the object is disposed, which completes the stream. Events that were not
    /// enumerated stay in the buffer for the next reader; disposing the object discards those still in it. User code only.
    /// </summary>
    /// <param name="cancellationToken">Ends the stream with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ObjectDisposedException">The object is disposed already.</exception>
    /// <exception cref="InvalidOperationException">The object is not loaded, or a record is not an event of this type.</exception>
    public IAsyncEnumerable<T> ReadAllAsync(CancellationToken cancellationToken = default)
    {
        var channel = Map.Perf;
        return new Events.EventStream<T>(this, channel.Subscribe, () => channel.IsClosed, cancellationToken);
    }
}
