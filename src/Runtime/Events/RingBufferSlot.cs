using System.Runtime.CompilerServices;

namespace BpfSharp;

/// <summary>
/// Room reserved in a ring buffer, zeroed; ends with <see cref="Submit"/> or <see cref="Discard"/>. Programs and
/// simulated hosts only.
/// </summary>
/// <typeparam name="T">Event.</typeparam>
public unsafe ref struct RingBufferSlot<T>
    where T : unmanaged
{
    // Null where nothing is reserved (any more): a program traps there, and C# throws.
    private Events.RingChannel? _channel;
    private readonly nint _data;

    internal RingBufferSlot(Events.RingChannel channel, nint data)
    {
        _channel = channel;
        _data = data;
    }

    /// <summary>The event to fill in.</summary>
    /// <exception cref="NullReferenceException">Nothing was reserved, or the slot has ended already.</exception>
    public readonly ref T Value
    {
        get
        {
            if (_channel is null)
                throw Ended();
            return ref Unsafe.AsRef<T>((void*)_data);
        }
    }

    /// <summary>Hands the event to the reader.</summary>
    /// <exception cref="NullReferenceException">Nothing was reserved, or the slot has ended already.</exception>
    public void Submit() => End(isDiscarded: false);

    /// <summary>Gives the room back without an event.</summary>
    /// <exception cref="NullReferenceException">Nothing was reserved, or the slot has ended already.</exception>
    public void Discard() => End(isDiscarded: true);

    private void End(bool isDiscarded)
    {
        Events.RingChannel channel = _channel ?? throw Ended();
        _channel = null;
        channel.Commit(_data, isDiscarded);
    }

    // The exception that the kernel's trap stands for; a message says more than the runtime's own would.
#pragma warning disable CA2201
    private static NullReferenceException Ended() => new("The slot holds no record: TryReserve returned false, or it was submitted or discarded.");
#pragma warning restore CA2201
}
