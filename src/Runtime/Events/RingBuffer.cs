namespace BpfSharp;

/// <summary>
/// A ring buffer that carries events of one type from programs on all CPUs to user code, in order
/// (<c>BPF_MAP_TYPE_RINGBUF</c>, kernel 5.8). It is lossless until it is full; what did not fit is counted in
/// <see cref="DroppedCount"/>.
/// </summary>
/// <remarks>
/// Every event is delivered once. Several readers may run at the same time (they take turns), each event goes to one of them.
/// </remarks>
/// <typeparam name="T">Event.</typeparam>
public sealed partial class RingBuffer<T> : TypedMap, IEventBuffer<T>
    where T : unmanaged
{
    /// <summary>A typed view of a ring buffer map.</summary>
    /// <param name="map">A ring buffer map.</param>
    /// <exception cref="ArgumentException">The map is of another kind.</exception>
    public RingBuffer(BpfMap map)
        : base(map, BpfMapType.RingBuffer)
    {
    }

    /// <summary>Size in bytes. An event takes its own size and 8 bytes, rounded up to 8. User code only.</summary>
    public uint SizeInBytes => Map.MaxEntries;

    /// <summary>Events that programs could not write because the buffer was full, since loading. User code only.</summary>
    /// <exception cref="InvalidOperationException">The object does not count them: it was not compiled by BpfSharp.</exception>
    public ulong DroppedCount => Map.DropCounter is { } read
        ? read()
        : throw new InvalidOperationException($"The programs writing to {Map.Name} were not compiled by BpfSharp and do not count dropped events.");

    /// <summary>Reserves a zeroed event to be filled in place. Programs and simulated hosts only.</summary>
    /// <param name="slot">Receives the slot, which must end with Submit or Discard.</param>
    /// <returns>False when the buffer is full; this is counted in <see cref="DroppedCount"/>.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a buffer that lives in the kernel.</exception>
    public unsafe bool TryReserve(out RingBufferSlot<T> slot)
    {
        var channel = Map.Ring;
        nint data = channel.Reserve(sizeof(T));
        slot = data == 0 ? default : new(channel, data);
        return data != 0;
    }

    /// <summary>Writes a whole event. Programs and simulated hosts only.</summary>
    /// <param name="value">The event.</param>
    /// <returns>False when the buffer is full; this is counted in <see cref="DroppedCount"/>.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a buffer that lives in the kernel.</exception>
    public bool TryOutput(T value)
    {
        if (!TryReserve(out var slot))
            return false;
        slot.Value = value;
        slot.Submit();
        return true;
    }
}
