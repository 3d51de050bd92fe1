using System.Runtime.CompilerServices;

namespace BpfSharp;

/// <summary>
/// A ring buffer for events of several types and of varying length (<c>BPF_MAP_TYPE_RINGBUF</c>, kernel 5.8). Events come in the order
/// in which they were written, whatever their type. One type alone is cheaper in a <see cref="RingBuffer{T}"/>.
/// </summary>
/// <remarks>
/// <code>
/// probe.Events.Consume(record =>
/// {
///     if (record.Is&lt;Started&gt;()) OnStarted(in record.As&lt;Started&gt;());
///     else if (record.TryGet(out Ended ended)) OnEnded(ended);
/// });
/// </code>
/// </remarks>
public sealed unsafe class RingBuffer : TypedMap
{
    /// <summary>A typed view of a ring buffer map whose records begin with their type's number.</summary>
    /// <param name="map">A ring buffer map.</param>
    /// <exception cref="ArgumentException">The map is of another kind.</exception>
    public RingBuffer(BpfMap map)
        : base(map, BpfMapType.RingBuffer)
    {
    }

    /// <summary>Size in bytes. An event takes its own size and 16 bytes, rounded up to 8. User code only.</summary>
    public uint SizeInBytes => Map.MaxEntries;

    /// <summary>Events that programs could not write because the buffer was full, since loading. User code only.</summary>
    /// <exception cref="InvalidOperationException">The object does not count them: it was not compiled by BpfSharp.</exception>
    public ulong DroppedCount => Map.DropCounter is { } read
        ? read()
        : throw new InvalidOperationException($"The programs writing to {Map.Name} were not compiled by BpfSharp and do not count dropped events.");

    /// <summary>Writes an event. Programs and simulated hosts only.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The event.</param>
    /// <returns>False when the buffer is full; this is counted in <see cref="DroppedCount"/>.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a buffer that lives in the kernel.</exception>
    public bool TryOutput<T>(T value)
        where T : unmanaged, IRingEvent => TryOutput(value, sizeof(T));

    /// <summary>Writes the beginning of an event: what a buffer at its end holds, and not the rest of the buffer. Programs and simulated hosts only.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The event.</param>
    /// <param name="length">How many of its bytes to write.</param>
    /// <returns>False when the buffer is full; this is counted in <see cref="DroppedCount"/>.</returns>
    /// <exception cref="IndexOutOfRangeException">The event does not have that many bytes. In a program this traps.</exception>
    /// <exception cref="InvalidOperationException">Called from user code on a buffer that lives in the kernel.</exception>
    public bool TryOutput<T>(T value, int length)
        where T : unmanaged, IRingEvent
    {
#pragma warning disable CA2201 // What the kernel's trap stands for.
        if ((uint)length > (uint)sizeof(T))
            throw new IndexOutOfRangeException($"{typeof(T).Name} has {sizeof(T)} bytes, not {length}.");
#pragma warning restore CA2201
        var channel = Map.Ring;
        nint data = channel.Reserve(RingRecord.HeaderSize + length);
        if (data == 0)
            return false;
        *(long*)data = (uint)T.EventTag;
        Buffer.MemoryCopy(&value, (void*)(data + RingRecord.HeaderSize), length, length);
        channel.Commit(data, isDiscarded: false);
        return true;
    }

    /// <summary>
    /// Reserves room for an event whose size is known only now (<c>bpf_ringbuf_reserve_dynptr</c>, kernel 5.19). Programs and simulated hosts only.
    /// </summary>
    /// <typeparam name="T">The type that the reader knows it by: its beginning, or only its number.</typeparam>
    /// <param name="length">How many bytes it has; what the reader finds in <see cref="RingRecord.Data"/>.</param>
    /// <param name="space">Receives the room, which must end with Submit or Discard.</param>
    /// <returns>False when the buffer is full, or too small; this is counted in <see cref="DroppedCount"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative. In a program this traps.</exception>
    /// <exception cref="InvalidOperationException">Called from user code on a buffer that lives in the kernel.</exception>
    public bool TryReserve<T>(int length, out RingBufferSpace space)
        where T : unmanaged, IRingEvent
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var channel = Map.Ring;
        nint data = channel.Reserve(RingRecord.HeaderSize + length);
        space = data == 0 ? default : new(channel, data, length);
        if (data == 0)
            return false;
        *(long*)data = (uint)T.EventTag;
        return true;
    }

    /// <summary>
    /// Hands all records that are ready to a handler, without copying them. User code only; never blocks, never allocates. A record whose
    /// handler throws counts as taken. The handler must not read from this buffer.
    /// </summary>
    /// <param name="handler">Called for each record.</param>
    /// <returns>Number of records handed over.</returns>
    /// <exception cref="ObjectDisposedException">The object the buffer belongs to is disposed.</exception>
    /// <exception cref="InvalidOperationException">The object is not loaded, or a record does not begin with a type's number.</exception>
    public int Consume(RingRecordHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        using var reading = Map.Ring.BeginReading();
        int count = 0;
        for (; reading.TryPeek(out byte* data, out int length); count++)
        {
            try
            {
                handler(Record(data, length));
            }
            finally
            {
                reading.Advance();
            }
        }

        return count;
    }

    /// <summary>Makes something of the next record if there is one. User code only; never blocks.</summary>
    /// <typeparam name="TResult">What is made.</typeparam>
    /// <param name="select">Called with the record; must not read from this buffer.</param>
    /// <param name="result">Receives what was made.</param>
    /// <returns>False when no record is ready.</returns>
    /// <exception cref="ObjectDisposedException">The object the buffer belongs to is disposed.</exception>
    /// <exception cref="InvalidOperationException">The object is not loaded, or a record does not begin with a type's number.</exception>
    public bool TryRead<TResult>(RingRecordSelector<TResult> select, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TResult result)
    {
        ArgumentNullException.ThrowIfNull(select);
        result = default;
        using var reading = Map.Ring.BeginReading();
        if (!reading.TryPeek(out byte* data, out int length))
            return false;
        try
        {
            result = select(Record(data, length));
            return true;
        }
        finally
        {
            reading.Advance();
        }
    }

    /// <summary>Waits until a record is ready. User code only.</summary>
    /// <param name="timeout">How long at most; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <returns>False when the time was over first.</returns>
    /// <exception cref="ObjectDisposedException">The object the buffer belongs to is disposed, or was while waiting.</exception>
    /// <exception cref="InvalidOperationException">The object is not loaded.</exception>
    public bool Wait(TimeSpan timeout) => Map.Ring.WaitReady(timeout, CancellationToken.None);

    private RingRecord Record(byte* data, int length) => length >= RingRecord.HeaderSize
        ? new((int)Unsafe.ReadUnaligned<uint>(data), new(data + RingRecord.HeaderSize, length - RingRecord.HeaderSize))
        : throw new InvalidOperationException($"A record of {length} bytes in ring buffer {Map.Name} does not begin with its type's number: it was written by something else.");
}
