using System.Runtime.CompilerServices;

namespace BpfSharp.Bench.Work;

/// <summary>Events of three sizes, a fixed number with each run. The C twin loads this object too: both sides read the same events.</summary>
[BpfObject]
sealed unsafe partial class EventSource
{
    /// <summary>Events that one run makes.</summary>
    public const int Burst = 128;

    [InlineArray(6)]
    public struct Six { private ulong _first; }

    [InlineArray(30)]
    public struct Thirty { private ulong _first; }

    public struct Event16 { public ulong Number, Mark; }
    public struct Event64 { public ulong Number, Mark; public Six More; }
    public struct Event256 { public ulong Number, Mark; public Thirty More; }

    [BpfMap(MaxEntries = 1024 * 1024)] public partial RingBuffer<Event16> Events16 { get; }
    [BpfMap(MaxEntries = 1024 * 1024)] public partial RingBuffer<Event64> Events64 { get; }
    [BpfMap(MaxEntries = 1024 * 1024)] public partial RingBuffer<Event256> Events256 { get; }

    /// <summary>The number of the next event.</summary>
    public partial ref ulong Next { get; }

    [SocketFilter]
    int Produce16()
    {
        for (int i = 0; i < Burst; i++)
        {
            if (!Events16.TryReserve(out var slot))
                return i;
            slot.Value.Number = Next++;
            slot.Submit();
        }
        return Burst;
    }

    [SocketFilter]
    int Produce64()
    {
        for (int i = 0; i < Burst; i++)
        {
            if (!Events64.TryReserve(out var slot))
                return i;
            slot.Value.Number = Next++;
            slot.Submit();
        }
        return Burst;
    }

    [SocketFilter]
    int Produce256()
    {
        for (int i = 0; i < Burst; i++)
        {
            if (!Events256.TryReserve(out var slot))
                return i;
            slot.Value.Number = Next++;
            slot.Submit();
        }
        return Burst;
    }
}
