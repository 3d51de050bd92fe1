using System.Runtime.CompilerServices;

namespace BpfSharp;

/// <summary>
/// Room reserved in a ring buffer, zeroed; ends with <see cref="Submit"/> or <see cref="Discard"/>. Programs and
/// simulated hosts only.
/// </summary>
/// <typeparam name="T">Event.</typeparam>
public readonly unsafe ref struct RingBufferSlot<T>
    where T : unmanaged
{
    private readonly Events.RingChannel? _channel;
    private readonly nint _data;

    internal RingBufferSlot(Events.RingChannel channel, nint data)
    {
        _channel = channel;
        _data = data;
    }

    /// <summary>The event to fill in.</summary>
    /// <exception cref="InvalidOperationException">Nothing was reserved.</exception>
    public ref T Value
    {
        get
        {
            _ = Channel;
            return ref Unsafe.AsRef<T>((void*)_data);
        }
    }

    /// <summary>Hands the event to the reader.</summary>
    /// <exception cref="InvalidOperationException">Nothing was reserved, or the slot has ended already.</exception>
    public void Submit() => Channel.Commit(_data, isDiscarded: false);

    /// <summary>Gives the room back without an event.</summary>
    /// <exception cref="InvalidOperationException">Nothing was reserved, or the slot has ended already.</exception>
    public void Discard() => Channel.Commit(_data, isDiscarded: true);

    private Events.RingChannel Channel => _channel ?? throw new InvalidOperationException("The slot was not reserved: TryReserve returned false.");
}
