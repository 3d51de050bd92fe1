namespace BpfSharp.Events;

/// <summary>The reading end of perf buffers, or of what stands for them in a simulated kernel.</summary>
internal abstract unsafe class PerfChannel : IDisposable
{
    /// <summary>Whoever waits for records.</summary>
    protected ReaderSignals Readers { get; } = new();

    public abstract bool IsClosed { get; }

    /// <summary>Records that the kernel says it had no room for, as far as was read.</summary>
    public abstract ulong Lost { get; }

    /// <summary>Copies the next record, or as much of it as there is room for, and gives its place back.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="size">How much at most.</param>
    /// <param name="length">The record's whole length. The kernel fills records up, so it may exceed what was written by 7.</param>
    /// <returns>False when there is none.</returns>
    /// <exception cref="ObjectDisposedException">The buffers are closed.</exception>
    public abstract bool TryTake(void* destination, int size, out int length);

    /// <summary>Writes a record; false when there is no room.</summary>
    public abstract bool TryOutput(void* record, int size);

    /// <summary>Whether a record may be there: it may also be a note of lost ones.</summary>
    protected abstract bool MayHaveRecord();

    public bool WaitReady(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (timeout != Timeout.InfiniteTimeSpan)
            ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
        return Readers.Wait(MayHaveRecord, timeout, cancellationToken);
    }

    public AsyncSignal Subscribe() => Readers.Subscribe();

    public abstract void Dispose();
}
