namespace BpfSharp;

/// <summary>
/// Room in a <see cref="RingBuffer"/> for an event whose size was not known at build time (a dynptr, kernel 5.19); ends with <see cref="Submit"/> or
/// <see cref="Discard"/>. Programs and simulated hosts only. What is not written holds what earlier events have left there.
/// </summary>
public unsafe ref struct RingBufferSpace
{
    // Null where nothing is reserved (any more): a program traps there, and C# throws.
    private Events.RingChannel? _channel;
    private readonly nint _data;
    private readonly int _length;

    internal RingBufferSpace(Events.RingChannel channel, nint data, int length)
    {
        _channel = channel;
        _data = data;
        _length = length;
    }

    /// <summary>Writes a value (<c>bpf_dynptr_write</c>).</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="offset">Where, in bytes from the event's start.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when it does not fit there; nothing is written then.</returns>
    /// <exception cref="NullReferenceException">Nothing was reserved, or the event has ended already.</exception>
    public readonly bool TryWrite<T>(int offset, T value)
        where T : unmanaged => TryWrite(offset, new ReadOnlySpan<byte>(&value, sizeof(T)));

    /// <summary>Writes bytes (<c>bpf_dynptr_write</c>).</summary>
    /// <param name="offset">Where, in bytes from the event's start.</param>
    /// <param name="bytes">The bytes. In a program, where they begin in their memory must be known at build time; how many there are need not.</param>
    /// <returns>False when they do not fit there; nothing is written then.</returns>
    /// <exception cref="NullReferenceException">Nothing was reserved, or the event has ended already.</exception>
    public readonly bool TryWrite(int offset, scoped ReadOnlySpan<byte> bytes)
    {
        if (_channel is null)
            throw Ended();
        if (offset < 0 || bytes.Length > _length || offset > _length - bytes.Length)
            return false;
        bytes.CopyTo(new Span<byte>((void*)(_data + RingRecord.HeaderSize + offset), bytes.Length));
        return true;
    }

    /// <summary>Hands the event to the reader (<c>bpf_ringbuf_submit_dynptr</c>).</summary>
    /// <exception cref="NullReferenceException">Nothing was reserved, or the event has ended already.</exception>
    public void Submit() => End(isDiscarded: false);

    /// <summary>Gives the room back without an event (<c>bpf_ringbuf_discard_dynptr</c>).</summary>
    /// <exception cref="NullReferenceException">Nothing was reserved, or the event has ended already.</exception>
    public void Discard() => End(isDiscarded: true);

    private void End(bool isDiscarded)
    {
        Events.RingChannel channel = _channel ?? throw Ended();
        _channel = null;
        channel.Commit(_data, isDiscarded);
    }

    // The exception that the kernel's trap stands for; a message says more than the runtime's own would.
#pragma warning disable CA2201
    private static NullReferenceException Ended() => new("There is no room: TryReserve returned false, or the event was submitted or discarded.");
#pragma warning restore CA2201
}
