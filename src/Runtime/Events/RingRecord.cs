using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BpfSharp;

/// <summary>A record of a <see cref="RingBuffer"/> in memory shared with the kernel; valid only during the call it is given to.</summary>
public readonly ref struct RingRecord
{
    internal const int HeaderSize = 8;

    internal RingRecord(int tag, ReadOnlySpan<byte> data)
    {
        Tag = tag;
        Data = data;
    }

    /// <summary>Number of the record's type (<see cref="IRingEvent.EventTag"/>).</summary>
    public int Tag { get; }

    /// <summary>The event's bytes, as many as the program wrote.</summary>
    public ReadOnlySpan<byte> Data { get; }

    /// <summary>Whether the record is an event of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    public bool Is<T>()
        where T : unmanaged, IRingEvent => Tag == T.EventTag;

    /// <summary>The event in place, without a copy.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <exception cref="InvalidOperationException">It is of another type, or was written in part: see <see cref="TryGet"/>.</exception>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public ref readonly T As<T>()
        where T : unmanaged, IRingEvent
    {
        if (!Is<T>() || Data.Length != Unsafe.SizeOf<T>())
            throw new InvalidOperationException($"The record has the tag {Tag} and {Data.Length} bytes; a {typeof(T).Name} has {T.EventTag} and {Unsafe.SizeOf<T>()}.");
        return ref Unsafe.As<byte, T>(ref MemoryMarshal.GetReference(Data));
    }

    /// <summary>A copy of the event if it is of a type. What the program did not write of it is zero.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="value">Receives the event.</param>
    /// <returns>False when it is of another type.</returns>
    /// <exception cref="InvalidOperationException">It has more bytes than the type: the reader's struct is not the program's.</exception>
    public bool TryGet<T>(out T value)
        where T : unmanaged, IRingEvent
    {
        value = default;
        if (!Is<T>())
            return false;
        if (Data.Length > Unsafe.SizeOf<T>())
            throw new InvalidOperationException($"The record has {Data.Length} bytes, {typeof(T).Name} has {Unsafe.SizeOf<T>()}: give the reader the struct the program writes.");
        Data.CopyTo(MemoryMarshal.AsBytes(new Span<T>(ref value)));
        return true;
    }
}

/// <summary>Receives a record.</summary>
/// <param name="record">The record, in memory shared with the kernel.</param>
public delegate void RingRecordHandler(RingRecord record);

/// <summary>Makes something of a record, for example one case of a type with many.</summary>
/// <typeparam name="TResult">What it makes.</typeparam>
/// <param name="record">The record, in memory shared with the kernel.</param>
/// <returns>What it made.</returns>
public delegate TResult RingRecordSelector<out TResult>(RingRecord record);
