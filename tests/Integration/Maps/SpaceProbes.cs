using System.Runtime.CompilerServices;

namespace BpfSharp.Integration.Maps;

/// <summary>Events whose size is known only at run time.</summary>
[BpfObject(MinimumKernel = "5.19")]
public sealed partial class SpaceProbes
{
    /// <summary>How an event begins; bytes follow.</summary>
    public struct Chunk : IRingEvent
    {
        static int IRingEvent.EventTag => 7;
        public int Count;
        public long Id;
    }

    [InlineArray(100)]
    public struct Bytes { private byte _first; }

    [BpfMap(MaxEntries = 4096)] public partial RingBuffer Events { get; }

    public partial ref int Length { get; }
    public partial ref int Offset { get; }
    public partial ref int Divisor { get; }
    public partial ref Bytes Text { get; }

    /// <summary>A beginning, and as many bytes of the text as asked for; 3 when the buffer is full.</summary>
    [Xdp]
    internal int Write()
    {
        if (!Events.TryReserve<Chunk>(16 + Length, out RingBufferSpace space))
            return 3;
        bool isWritten = space.TryWrite(0, new Chunk { Count = Length, Id = 99 }) && space.TryWrite(16, ((ReadOnlySpan<byte>)Text)[..Length]);
        if (isWritten)
            space.Submit();
        else
            space.Discard();
        return isWritten ? 2 : 1;
    }

    /// <summary>Tries to write a number somewhere: 2 if it fits, with the number or without.</summary>
    [Xdp]
    internal int WriteAt()
    {
        if (!Events.TryReserve<Chunk>(Length, out RingBufferSpace space))
            return 3;
        int result = space.TryWrite(Offset, 0x0807060504030201) ? 2 : 1;
        space.Submit();
        return result;
    }

    /// <summary>With a divisor of 0 traps while there is room reserved; with a negative length before.</summary>
    [Xdp]
    internal int Trap()
    {
        if (!Events.TryReserve<Chunk>(Length, out RingBufferSpace space))
            return 3;
        space.TryWrite(0, 10 / Divisor);
        space.Discard();
        return 1; // a trap passes the packet: 2
    }

    /// <summary>The room is gone after the event was handed over.</summary>
    [Xdp]
    internal int Twice()
    {
        if (Events.TryReserve<Chunk>(8, out RingBufferSpace space))
            space.Submit();
        if (Length > 0)
            space.Discard();
        return 1;
    }
}
