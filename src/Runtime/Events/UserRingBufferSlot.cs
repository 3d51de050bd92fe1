using System.Runtime.CompilerServices;

namespace BpfSharp;

/// <summary>
/// Room reserved in a user ring buffer, zeroed; ends with <see cref="Submit"/>, or with <see cref="Discard"/> or <see cref="Dispose"/>. User code
/// only. While it is open, programs get no record behind it.
/// </summary>
/// <typeparam name="T">Record.</typeparam>
public unsafe ref struct UserRingBufferSlot<T>
    where T : unmanaged
{
    private Events.UserRingChannel? _channel;
    private readonly nint _data;

    internal UserRingBufferSlot(Events.UserRingChannel channel, nint data)
    {
        _channel = channel;
        _data = data;
    }

    /// <summary>The record to fill in, in memory shared with the kernel.</summary>
    /// <exception cref="InvalidOperationException">Nothing was reserved, or the slot has ended already.</exception>
    public readonly ref T Value
    {
        get
        {
            if (_channel is null)
                throw Ended();
            return ref Unsafe.AsRef<T>((void*)_data);
        }
    }

    /// <summary>Hands the record to the programs.</summary>
    /// <exception cref="InvalidOperationException">Nothing was reserved, or the slot has ended already.</exception>
    public void Submit() => End(isDiscarded: false);

    /// <summary>Gives the room back without a record.</summary>
    /// <exception cref="InvalidOperationException">Nothing was reserved, or the slot has ended already.</exception>
    public void Discard() => End(isDiscarded: true);

    /// <summary>Discards the record unless it was submitted or discarded.</summary>
    public void Dispose()
    {
        if (_channel is not null)
            Discard();
    }

    private void End(bool isDiscarded)
    {
        Events.UserRingChannel channel = _channel ?? throw Ended();
        _channel = null;
        channel.Commit(_data, isDiscarded);
    }

    private static InvalidOperationException Ended() => new("The slot holds no record: TryReserve returned false, or it was submitted or discarded.");
}
