using System.Threading.Tasks.Sources;

namespace BpfSharp.Events;

/// <summary>
/// An auto-reset event one asynchronous waiter awaits without allocating: a set with nobody waiting is kept for the next wait.
/// </summary>
internal class AsyncSignal : IValueTaskSource, IDisposable
{
    private readonly Lock _gate = new();
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;
    private bool _isSet;
    private bool _isWaiting;

    public virtual void Set()
    {
        lock (_gate)
        {
            if (!_isWaiting)
            {
                _isSet = true;
                return;
            }

            _isWaiting = false;
        }

        _core.SetResult(true);
    }

    /// <summary>Waits for the next set, by at most one waiter at a time.</summary>
    public ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        short version;
        lock (_gate)
        {
            if (_isSet)
            {
                _isSet = false;
                return default;
            }

            _core.Reset();
            version = _core.Version;
            _isWaiting = true;
        }

        if (cancellationToken.CanBeCanceled)
            _cancellation = cancellationToken.UnsafeRegister(static (state, token) => ((AsyncSignal)state!).Cancel(token), this);
        return new ValueTask(this, version);
    }

    public void GetResult(short token)
    {
        // A registration that is running now finds nobody waiting and does nothing.
        _cancellation.Dispose();
        _cancellation = default;
        _core.GetResult(token);
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    private void Cancel(CancellationToken token)
    {
        lock (_gate)
        {
            if (!_isWaiting)
                return;
            _isWaiting = false;
        }

        _core.SetException(new OperationCanceledException(token));
    }
}
