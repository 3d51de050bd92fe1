using System.Runtime.InteropServices;

namespace BpfSharp;

/// <summary>
/// A ring buffer for the other direction: user code writes records, and a program takes them when it runs
/// (<c>BPF_MAP_TYPE_USER_RINGBUF</c>, kernel 6.1). Nothing is copied, and writing needs no system call.
/// </summary>
/// <remarks>
/// <code>
/// [BpfMap(MaxEntries = 4096)] public partial UserRingBuffer&lt;Command&gt; Commands { get; }
/// …
/// Commands.Drain((ref readonly Command command) =&gt; Limit = command.Limit);   // in a program
/// …
/// probe.Commands.TryWrite(new Command { Limit = 5 });                        // in user code
/// </code>
/// Records come in the order in which they were reserved. One that is reserved and not yet submitted holds up those behind it. Several threads
/// may write at the same time; several processes must agree among themselves. Facts: kernel/bpf/ringbuf.c.
/// </remarks>
/// <typeparam name="T">Record.</typeparam>
public sealed unsafe class UserRingBuffer<T> : TypedMap
    where T : unmanaged
{
    /// <summary>A typed view of a user ring buffer map.</summary>
    /// <param name="map">A user ring buffer map.</param>
    /// <exception cref="ArgumentException">The map is of another kind, or has no room for one record.</exception>
    public UserRingBuffer(BpfMap map)
        : base(map, BpfMapType.UserRingBuffer)
    {
        if (map.MaxEntries < Events.RingChannel.RecordSize(sizeof(T)))
            throw new ArgumentException($"User ring buffer {map.Name} has {map.MaxEntries} bytes, too few for a {typeof(T).Name}, which takes {Events.RingChannel.RecordSize(sizeof(T))}.", nameof(map));
    }

    /// <summary>Size in bytes. A record takes its own size and 8 bytes, rounded up to 8. User code only.</summary>
    public uint SizeInBytes => Map.MaxEntries;

    /// <summary>Bytes of records that no program has taken yet: how far the programs are behind. User code only.</summary>
    /// <exception cref="ObjectDisposedException">The object the buffer belongs to is disposed.</exception>
    public uint UsedBytes => Map.UserRing.Used;

    /// <summary>How often this process found no room for a record, since loading. User code only.</summary>
    public ulong DroppedCount => Map.UserRing.Refused;

    /// <summary>Reserves a zeroed record to be filled in place. User code only.</summary>
    /// <param name="slot">Receives the slot, which must end with Submit, Discard or Dispose.</param>
    /// <returns>False when there is no room; this is counted in <see cref="DroppedCount"/>.</returns>
    /// <exception cref="ObjectDisposedException">The object the buffer belongs to is disposed.</exception>
    /// <exception cref="InvalidOperationException">The object is not loaded.</exception>
    public bool TryReserve(out UserRingBufferSlot<T> slot)
    {
        var channel = Map.UserRing;
        nint data = channel.Reserve(sizeof(T));
        slot = data == 0 ? default : new(channel, data);
        return data != 0;
    }

    /// <summary>Writes a record. User code only.</summary>
    /// <param name="value">The record.</param>
    /// <returns>False when there is no room; this is counted in <see cref="DroppedCount"/>.</returns>
    /// <exception cref="ObjectDisposedException">The object the buffer belongs to is disposed.</exception>
    /// <exception cref="InvalidOperationException">The object is not loaded.</exception>
    public bool TryWrite(T value)
    {
        if (!TryReserve(out var slot))
            return false;
        slot.Value = value;
        slot.Submit();
        return true;
    }

    /// <summary>Waits until there is room for a record. User code only; another thread may take the room first.</summary>
    /// <param name="timeout">How long at most; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when the time was over first.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The object the buffer belongs to is disposed, or was while waiting.</exception>
    public bool WaitForRoom(TimeSpan timeout, CancellationToken cancellationToken = default) => Map.UserRing.WaitForRoom(sizeof(T), timeout, cancellationToken);

    /// <summary>
    /// Takes the records that are there, in place (<c>bpf_user_ringbuf_drain</c>); at most 131,072 with one call. A record that is not of this
    /// type's size traps. Programs and simulated hosts only.
    /// </summary>
    /// <param name="handler">A lambda, a local function or a method; what it captures is captured by reference.</param>
    /// <returns>
    /// Number of records, or a negative error number: -16 (EBUSY) while another CPU drains the buffer, -22 or -7 (EINVAL, E2BIG) when user
    /// space has written something that is no ring buffer.
    /// </returns>
    /// <exception cref="InvalidOperationException">Called from user code on a buffer that lives in the kernel.</exception>
    public int Drain(RingBufferHandler<T> handler)
    {
        int count = 0;
        for (; Take(out T record); count++)
            handler(ref record);
        return count;
    }

    /// <summary>As <see cref="Drain(RingBufferHandler{T})"/>, until the handler says that it is enough.</summary>
    /// <param name="handler">Returns whether to go on.</param>
    /// <returns>Number of records, the last one included, or a negative error number.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a buffer that lives in the kernel.</exception>
    public int Drain(RingBufferFunc<T> handler)
    {
        int count = 0;
        while (Take(out T record))
        {
            count++;
            if (!handler(ref record))
                break;
        }

        return count;
    }

    private bool Take(out T record)
    {
        record = default;
        if (!Map.UserRing.TryTake(MemoryMarshal.AsBytes(new Span<T>(ref record)), out int length))
            return false;
        if (length < sizeof(T))
            throw new InvalidOperationException($"A record of {length} bytes in user ring buffer {Map.Name} is too small for a {typeof(T).Name}.");
        return true;
    }
}
