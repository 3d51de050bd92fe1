using System.Runtime.CompilerServices;
using static BpfSharp.Integration.Rejections.RawHelpers;

namespace BpfSharp.Integration.Rejections;

/// <summary>Memory that is not there: one mistake a program, on the line that is marked "refused".</summary>
[BpfObject]
public sealed unsafe partial class RefusedMemory
{
    [BpfMap(MaxEntries = 16)] public partial HashMap<int, long> Counts { get; }
    [BpfMap(MaxEntries = 16)] public partial HashMap<int, Pair> Pairs { get; }
    [BpfMap(MaxEntries = 16, Flags = BpfMapFlags.ReadOnlyProgram)] public partial HashMap<int, long> Frozen { get; }
    [BpfMap(MaxEntries = 16, Flags = BpfMapFlags.WriteOnlyProgram)] public partial HashMap<int, long> Sink { get; }
    public partial ref int Index { get; }
    public partial ref long Offset { get; }
    private static readonly long[] s_table = [1, 2, 3];

    public struct Pair { public long First, Second; }

    private struct Text { public fixed byte Bytes[16]; }

    [SocketFilter]
    int NullNotChecked()
    {
        int key = 1;
        long* value = Lookup(Counts, &key);
        *value = 1; // refused
        return 0;
    }

    [SocketFilter]
    int NullCheckedOnOnePath()
    {
        int key = 1;
        long* count = Lookup(Counts, &key);
        if (count == null && Index > 3)
            return 0;
        return (int)*count; // refused
    }

    [SocketFilter]
    int OtherPointerChecked()
    {
        int one = 1, two = 2;
        long* first = Lookup(Counts, &one);
        long* second = Lookup(Counts, &two);
        if (first == null)
            return 0;
        *second = 2; // refused
        return 0;
    }

    [SocketFilter]
    int MovedBeforeNullCheck()
    {
        int key = 1;
        long* value = Lookup(Pairs, &key);
        value += Index & 1; // refused
        if (value == null)
            return 0;
        *value = 1;
        return 0;
    }

    [SocketFilter]
    int BehindValue()
    {
        int key = 1;
        long* value = Lookup(Counts, &key);
        if (value == null)
            return 0;
        return (int)value[1]; // refused
    }

    [SocketFilter]
    int BeforeValue()
    {
        int key = 1;
        long* value = Lookup(Counts, &key);
        if (value == null)
            return 0;
        value[-1] = 5; // refused
        return 0;
    }

    [SocketFilter]
    int IndexTooLarge()
    {
        int key = 1;
        long* pair = Lookup(Pairs, &key);
        if (pair == null)
            return 0;
        int at = Index & 3;
        pair[at] = 5; // refused
        return 0;
    }

    [SocketFilter]
    int IndexMayBeNegative()
    {
        int key = 1;
        byte* value = (byte*)Lookup(Counts, &key);
        long at = Offset;
        if (value == null || at > 7)
            return 0;
        return value[at]; // refused
    }

    [SocketFilter]
    int IndexWithoutBound()
    {
        int key = 1;
        byte* value = (byte*)Lookup(Counts, &key);
        if (value == null)
            return 0;
        return value[(uint)Index]; // refused
    }

    [SocketFilter]
    int StackIndex()
    {
        Text text = default;
        byte* bytes = text.Bytes;
        bytes[Index & 1023] = 1; // refused
        return bytes[3];
    }

    [RawTracepoint("sys_enter")]
    int StackIndexRead()
    {
        Text text = default;
        byte* bytes = text.Bytes;
        Fill(bytes);
        return bytes[Index & 255]; // refused
    }

    [SocketFilter]
    int StackPointer()
    {
        long value = 1;
        *(&value + Offset) = 2; // refused
        return (int)value;
    }

    [SocketFilter]
    int StackBufferTooSmall()
    {
        long value = 1;
        ((Text*)&value)->Bytes[Index] = 2; // refused
        return (int)value;
    }

    [SocketFilter]
    int StackElementTooWide()
    {
        Text text = default;
        *(long*)&text.Bytes[Index] = 2; // refused
        return text.Bytes[3];
    }

    [RawTracepoint("sys_enter")]
    int StackMisaligned()
    {
        Text text = default;
        byte* bytes = text.Bytes;
        Fill(bytes);
        return (int)*(long*)(bytes + 4); // refused
    }

    [SocketFilter]
    int ElementMisaligned()
    {
        int key = 1;
        byte* pair = (byte*)Lookup(Pairs, &key);
        if (pair != null)
            Interlocked.Increment(ref *(long*)(pair + 4)); // refused
        return 0;
    }

    [SocketFilter]
    int KeyNeverWritten()
    {
        Unsafe.SkipInit(out int key);
        return Lookup(Counts, &key) == null ? 1 : 0; // refused
    }

    [SocketFilter]
    int ReadOnlyMap()
    {
        int key = 1;
        long* value = Lookup(Frozen, &key);
        if (value != null)
            *value = 1; // refused
        return 0;
    }

    [SocketFilter]
    int WriteOnlyMap()
    {
        int key = 1;
        long* value = Lookup(Sink, &key);
        if (value != null)
            return (int)*value; // refused
        return 0;
    }

    [RawTracepoint("sys_enter")]
    int ReadOnlyData()
    {
        ReadKernelInto(in s_table[1], 8, null); // refused
        return 0;
    }

    private static void Fill(byte* bytes) => Comm(bytes, 16);
}
