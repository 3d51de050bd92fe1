using static BpfSharp.Integration.Rejections.RawHelpers;

namespace BpfSharp.Integration.Rejections;

/// <summary>Arithmetic that loses what a pointer points to, and numbers that are no pointers.</summary>
[BpfObject]
public sealed unsafe partial class RefusedPointers
{
    [BpfMap(MaxEntries = 16)] public partial HashMap<int, long> Counts { get; }
    public partial ref int Index { get; }
    public partial ref long Result { get; }

    [SocketFilter]
    int Multiplied()
    {
        int key = 1;
        long* value = Lookup(Counts, &key);
        if (value != null)
            Result = (long)value * 3; // refused
        return 0;
    }

    [SocketFilter]
    int Masked()
    {
        int key = 1;
        long* value = Lookup(Counts, &key);
        if (value == null)
            return 0;
        Result = (long)value & Index; // refused
        return 0;
    }

    [SocketFilter]
    int Shifted()
    {
        int key = 1;
        long* value = Lookup(Counts, &key);
        if (value != null)
            Result = (long)value >> 3; // refused
        return 0;
    }

    [SocketFilter]
    int Negated()
    {
        int key = 1;
        long* value = Lookup(Counts, &key);
        if (value != null)
            Result = ~(long)value; // refused
        return 0;
    }

    [SocketFilter]
    int TwoAdded()
    {
        int one = 1, two = 2;
        long* first = Lookup(Counts, &one), second = Lookup(Counts, &two);
        if (first != null && second != null)
            Result = (long)first + (long)second; // refused
        return 0;
    }

    [SocketFilter]
    int Halved()
    {
        int key = 1;
        long* value = Lookup(Counts, &key);
        if (value != null)
            Result = (uint)(long)value + (uint)Index; // refused
        return 0;
    }

    [SocketFilter]
    int NumberUsedAsPointer()
    {
        long* clock = TimeAsPointer();
        return (int)*clock; // refused
    }

    [RawTracepoint("sys_enter")]
    int KernelAddressUsedDirectly()
    {
        long* task = TaskAddress();
        return (int)task[2]; // refused
    }

    [SocketFilter]
    int PartOfPointerOverwritten()
    {
        int key = 1;
        long* value = Lookup(Counts, &key);
        if (value == null)
            return 0;
        *(byte*)&value = 0; // refused
        return (int)*value;
    }

    [Xdp]
    int PacketNotCompared(uint* context)
    {
        byte* packet = (byte*)context;
        packet += context[0] - (long)packet;
        return packet[0]; // refused
    }
}
