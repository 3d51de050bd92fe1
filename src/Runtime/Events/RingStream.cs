using System.Runtime.CompilerServices;

namespace BpfSharp.Events;

/// <summary>The asynchronous stream over a ring: apart from the reader because iterators allow no pointers.</summary>
internal static class RingStream
{
    public static async IAsyncEnumerable<T> ReadAll<T>(
        RingBuffer<T> buffer,
        RingChannel channel,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : unmanaged
    {
        // The signal exists before the first look, so what is committed after a look that found nothing sets it.
        using var signal = channel.Subscribe();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!TryRead(buffer, channel, out T value, out bool isOver))
            {
                if (isOver)
                    yield break;
                await signal.WaitAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            yield return value;
        }
    }

    private static bool TryRead<T>(RingBuffer<T> buffer, RingChannel channel, out T value, out bool isOver)
        where T : unmanaged
    {
        value = default;
        isOver = channel.IsClosed;
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
