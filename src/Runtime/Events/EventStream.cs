using System.Runtime.CompilerServices;

namespace BpfSharp.Events;

/// <summary>The asynchronous stream over a buffer: apart from the reader because iterators allow no pointers.</summary>
internal static class EventStream
{
    public static async IAsyncEnumerable<T> ReadAll<T>(
        IEventBuffer<T> buffer,
        Func<AsyncSignal> subscribe,
        Func<bool> isClosed,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : unmanaged
    {
        // The signal exists before the first look, so what is committed after a look that found nothing sets it.
        using var signal = subscribe();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!TryRead(buffer, isClosed, out T value, out bool isOver))
            {
                if (isOver)
                    yield break;
                await signal.WaitAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            yield return value;
        }
    }

    private static bool TryRead<T>(IEventBuffer<T> buffer, Func<bool> isClosed, out T value, out bool isOver)
        where T : unmanaged
    {
        value = default;
        isOver = isClosed();
        if (isOver)
            return false;
        try
        {
            return buffer.TryRead(out value);
        }
        catch (ObjectDisposedException)
        {
            isOver = true;
            return false;
        }
    }
}
