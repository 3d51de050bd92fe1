namespace BpfSharp;

/// <summary>
/// Events of one type that programs send to user code: a <see cref="RingBuffer{T}"/>, or on kernels without those a
/// <see cref="PerfBuffer{T}"/>. Reading them is the same.
/// </summary>
/// <typeparam name="T">Event.</typeparam>
public interface IEventBuffer<T>
    where T : unmanaged
{
    /// <summary>Events that programs could not write, since loading.</summary>
    ulong DroppedCount { get; }

    /// <summary>Takes the next event if there is one. Never blocks, never allocates.</summary>
    /// <param name="value">Receives the event.</param>
    /// <returns>False when no event is ready.</returns>
    bool TryRead(out T value);

    /// <summary>Takes the next event, waiting for it.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The event.</returns>
    T Read(CancellationToken cancellationToken = default);

    /// <summary>Hands all events that are ready to a handler. Never blocks, never allocates.</summary>
    /// <param name="handler">Called for each event.</param>
    /// <returns>Number of events handed over.</returns>
    int Consume(RingBufferHandler<T> handler);

    /// <summary>Waits until an event is ready.</summary>
    /// <param name="timeout">How long at most; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <returns>False when the time was over first.</returns>
    bool Wait(TimeSpan timeout);

    /// <summary>Streams events until cancelled or until the object is disposed, which completes the stream.</summary>
    /// <param name="cancellationToken">Ends the stream with <see cref="OperationCanceledException"/>.</param>
    /// <returns>The events.</returns>
    IAsyncEnumerable<T> ReadAllAsync(CancellationToken cancellationToken = default);
}
