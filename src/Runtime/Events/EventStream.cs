using System.Runtime.CompilerServices;

namespace BpfSharp.Events;

/// <summary>The asynchronous stream over a buffer. Each enumeration is a reader of its own.</summary>
internal sealed class EventStream<T>(IEventBuffer<T> buffer, Func<AsyncSignal> subscribe, Func<bool> isClosed, CancellationToken cancellation) : IAsyncEnumerable<T>
    where T : unmanaged
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (!cancellationToken.CanBeCanceled || cancellationToken == cancellation)
            return new EventEnumerator<T>(buffer, subscribe, isClosed, both: null, cancellation);
        if (!cancellation.CanBeCanceled)
            return new EventEnumerator<T>(buffer, subscribe, isClosed, both: null, cancellationToken);
        var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, cancellationToken);
        return new EventEnumerator<T>(buffer, subscribe, isClosed, both, both.Token);
    }
}

/// <summary>
/// Written by hand because an iterator goes through its state machine for each event: here an event that is ready is read and
/// returned, and nothing is asynchronous about it. None is read before it is asked for, as what was not enumerated is the next reader's.
/// </summary>
internal sealed class EventEnumerator<T>(IEventBuffer<T> buffer, Func<AsyncSignal> subscribe, Func<bool> isClosed, CancellationTokenSource? both, CancellationToken cancellation)
    : IAsyncEnumerator<T>
    where T : unmanaged
{
    private AsyncSignal? _signal;
    private T _current;
    private bool _isOver;

    public T Current => _current;

    public ValueTask<bool> MoveNextAsync()
    {
        if (cancellation.IsCancellationRequested)
            return ValueTask.FromCanceled<bool>(cancellation);
        try
        {
            // The signal exists before the first look, so what is committed after a look that found nothing sets it.
            _signal ??= subscribe();
            if (TryRead())
                return new ValueTask<bool>(true);
        }
        catch (Exception e)
        {
            return ValueTask.FromException<bool>(e);
        }

        return _isOver ? new ValueTask<bool>(false) : WaitAsync(_signal);
    }

    public ValueTask DisposeAsync()
    {
        _isOver = true;
        _signal?.Dispose();
        both?.Dispose();
        return default;
    }

    // Pooled: at low rates each event is waited for.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> WaitAsync(AsyncSignal signal)
    {
        while (true)
        {
            await signal.WaitAsync(cancellation).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            if (TryRead())
                return true;
            if (_isOver)
                return false;
        }
    }

    private bool TryRead()
    {
        // What a disposed object's buffer still holds is not delivered.
        _isOver |= isClosed();
        if (_isOver)
            return false;
        try
        {
            return buffer.TryRead(out _current);
        }
        catch (ObjectDisposedException)
        {
            _isOver = true;
            return false;
        }
    }
}
