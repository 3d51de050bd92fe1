#pragma warning disable BPF0151 // slots are left open on purpose

namespace BpfSharp.Integration.Rejections;

// What C# allows and the front end cannot rule out, but the verifier refuses: one mistake each, on the line that is
// marked "refused".

[BpfObject]
public sealed partial class EndlessWait
{
    public partial ref long Count { get; }

    [SocketFilter]
    int Run()
    {
        while (Bpf.RandomUInt32 != 7) // refused
        {
        }
        return 0;
    }
}

[BpfObject]
public sealed partial class OpenSlot
{
    [BpfMap(MaxEntries = 4096)] public partial RingBuffer<long> Events { get; }

    [SocketFilter]
    int Run()
    {
        if (!Events.TryReserve(out var slot)) // refused
            return 0;
        if (Bpf.RandomUInt32 == 1)
            return 0;
        slot.Value = 1;
        slot.Submit();
        return 0;
    }
}

[BpfObject]
public sealed unsafe partial class StackIndex
{
    public partial ref int Index { get; }

    private struct Text { public fixed byte Bytes[16]; }

    [SocketFilter]
    int Run()
    {
        Text text = default;
        byte* bytes = text.Bytes;
        bytes[Index & 1023] = 1; // refused
        return bytes[3];
    }
}

[BpfObject]
public sealed unsafe partial class StackPointer
{
    public partial ref long Offset { get; }

    [SocketFilter]
    int Run()
    {
        long value = 1;
        *(&value + Offset) = 2; // refused
        return (int)value;
    }
}
