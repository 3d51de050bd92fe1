using System.Runtime.InteropServices;
using BpfSharp.Events;

namespace BpfSharp.Simulation;

/// <summary>
/// Both ends of a ring in this process. The kernel maps its data twice in a row so that records that wrap are contiguous; here the data
/// area is simply twice as large, and the second half holds the tail of the one record that wraps.
/// </summary>
internal sealed unsafe class SimulatedRing : RingChannel
{
    private const int PositionsSize = 128;

    private readonly Lock _producing = new();
    private readonly ReaderSignals _readers = new();
    private readonly NativeBlock _memory;
    private readonly ulong* _consumer;
    private readonly ulong* _producer;
    private readonly byte* _data;
    private readonly uint _size;

    private SimulatedRing(NativeBlock memory, uint size)
        : base(memory, (ulong*)memory.Address, (ulong*)(memory.Address + 64), (byte*)memory.Address + PositionsSize, size)
    {
        _memory = memory;
        _consumer = (ulong*)memory.Address;
        _producer = (ulong*)(memory.Address + 64);
        _data = (byte*)memory.Address + PositionsSize;
        _size = size;
    }

    public ulong Dropped { get; private set; }

    public static SimulatedRing Create(uint size) => new(new NativeBlock(PositionsSize + ((nuint)size * 2)), size);

    public override nint Reserve(int size)
    {
        lock (_producing)
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            ulong position = Volatile.Read(ref *_producer);
            ulong next = position + (ulong)RecordSize(size);
            // As the kernel: the producer stays at most size - 1 ahead, so a ring is never filled to the last byte.
            if (next - Volatile.Read(ref *_consumer) > _size - 1)
            {
                Dropped++;
                return 0;
            }

            byte* record = _data + (position & (_size - 1));
            NativeMemory.Clear(record, (nuint)RecordSize(size));
            *(uint*)record = (uint)size | BusyBit;
            Volatile.Write(ref *_producer, next);
            return (nint)(record + HeaderSize);
        }
    }

    public override void Commit(nint data, bool isDiscarded)
    {
        lock (_producing)
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            ref uint header = ref *(uint*)(data - HeaderSize);
            if ((header & BusyBit) == 0)
                throw new InvalidOperationException("The slot has ended already: after Submit or Discard it must not be used again. The verifier would refuse the program.");
            Volatile.Write(ref header, (header & ~BusyBit) | (isDiscarded ? DiscardBit : 0));
        }

        _readers.Wake();
    }

    public override bool WaitReady(TimeSpan timeout, CancellationToken cancellationToken) => _readers.Wait(IsReady, timeout, cancellationToken);

    public override AsyncSignal Subscribe() => _readers.Subscribe();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _readers.Wake();
    }
}
