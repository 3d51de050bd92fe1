#pragma warning disable BPF0151 // slots are left open on purpose

using static BpfSharp.Integration.Rejections.RawHelpers;

namespace BpfSharp.Integration.Rejections;

/// <summary>What was acquired and not released, or released and used.</summary>
[BpfObject]
public sealed unsafe partial class RefusedReferences
{
    [BpfMap(MaxEntries = 4096)] public partial RingBuffer<long> Events { get; }
    public partial ref int Index { get; }

    private struct Ports { public uint Source, Target; public ushort From, To; }

    [SocketFilter]
    int SlotLeftOpen()
    {
        if (!Events.TryReserve(out var slot)) // refused
            return 0;
        if (Bpf.RandomUInt32 == 1)
            return 0;
        slot.Value = 1;
        slot.Submit();
        return 0;
    }

    [SocketFilter]
    int RecordLeftOpen()
    {
        long* record = Reserve(Events, 8, 0); // refused
        if (record != null)
            *record = 1;
        return 0;
    }

    [SocketFilter]
    int RecordNotChecked()
    {
        long* record = Reserve(Events, 8, 0);
        *record = 1; // refused
        Submit(record, 0);
        return 0;
    }

    [SocketFilter]
    int RecordSubmittedTwice()
    {
        long* record = Reserve(Events, 8, 0);
        if (record == null)
            return 0;
        Submit(record, 0);
        Submit(record, 0); // refused
        return 0;
    }

    [SocketFilter]
    int RecordUsedAfterSubmit()
    {
        long* record = Reserve(Events, 8, 0);
        if (record == null)
            return 0;
        Submit(record, 0);
        *record = 1; // refused
        return 0;
    }

    [SocketFilter]
    int RecordTooShort()
    {
        long* record = Reserve(Events, 8, 0);
        if (record == null)
            return 0;
        record[4] = 1; // refused
        Submit(record, 0);
        return 0;
    }

    [SocketFilter]
    int RecordIndexed()
    {
        byte* record = (byte*)Reserve(Events, 8, 0);
        if (record == null)
            return 0;
        record[Index & 63] = 1; // refused
        Submit(record, 0);
        return 0;
    }

    [SocketFilter]
    int RecordMovedBeforeSubmit()
    {
        long* record = Reserve(Events, 16, 0);
        if (record == null)
            return 0;
        Submit(record + 1, 0); // refused
        return 0;
    }

    [SocketFilter]
    int VariableSubmitted()
    {
        long value = 1;
        Submit(&value, 0); // refused
        return 0;
    }

    [SocketFilter]
    int UncheckedSubmitted()
    {
        long* record = Reserve(Events, 8, 0);
        Submit(record, 0); // refused
        return 0;
    }

    [Xdp]
    int SocketLeftOpen(void* context)
    {
        Ports tuple = default;
        long* socket = LookupTcp(context, &tuple, 12, 0, 0); // refused
        return socket == null ? 1 : 2;
    }

    [Xdp]
    int SocketReleasedUnchecked(void* context)
    {
        Ports tuple = default;
        long* socket = LookupTcp(context, &tuple, 12, 0, 0);
        ReleaseSocket(socket); // refused
        return 2;
    }

    [Xdp]
    int SocketReleasedTwice(void* context)
    {
        Ports tuple = default;
        long* socket = LookupTcp(context, &tuple, 12, 0, 0);
        if (socket == null)
            return 2;
        ReleaseSocket(socket);
        ReleaseSocket(socket); // refused
        return 2;
    }
}
