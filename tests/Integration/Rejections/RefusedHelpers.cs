using static BpfSharp.Integration.Rejections.RawHelpers;

namespace BpfSharp.Integration.Rejections;

#pragma warning disable BPF0154 // helpers that the hook does not have: the verifier is to say it
/// <summary>Helpers that are not there, or are given what they do not take.</summary>
[BpfObject]
public sealed unsafe partial class RefusedHelpers
{
    [BpfMap(MaxEntries = 16)] public partial HashMap<int, long> Counts { get; }
    [BpfMap(MaxEntries = 4096)] public partial RingBuffer<long> Events { get; }
    public partial ref int Length { get; }
    public partial ref uint Size { get; }
    public partial ref long Address { get; }

    [SocketFilter]
    int NoSuchHelper()
    {
        return (int)Nonexistent(); // refused
    }

    [SocketFilter]
    int NotForThisHook()
    {
        return (int)RedirectMap(Counts, 0, 0); // refused
    }

    [RawTracepoint("sys_enter")]
    int PacketHelperInTracing()
    {
        long word = 0;
        LoadBytes(null, 0, &word, 8); // refused
        return 0;
    }

    [SocketFilter]
    int ArgumentMissing()
    {
        return LookupWithoutKey(Counts) == null ? 1 : 0; // refused
    }

    [SocketFilter]
    int NumberForPointer()
    {
        return Lookup(Counts, (int*)Address) == null ? 1 : 0; // refused
    }

    [SocketFilter]
    int NullForPointer()
    {
        return Lookup(Counts, null) == null ? 1 : 0; // refused
    }

    [SocketFilter]
    int NumberForMap()
    {
        int key = 1;
        return LookupInNumber(Address, &key) == null ? 1 : 0; // refused
    }

    [SocketFilter]
    int MaybeNullForPointer()
    {
        int key = 1;
        long* value = Lookup(Counts, &key);
        return Lookup(Counts, (int*)value) == null ? 1 : 0; // refused
    }

    [Tracepoint("sched/sched_process_fork")]
    int PerfOutputToHash(void* context)
    {
        long value = 1;
        return (int)PerfOutput(context, Counts, 0, &value, 8); // refused
    }

    [SocketFilter]
    int ReserveInHash()
    {
        return Reserve(Counts, 8, 0) == null ? 1 : 0; // refused
    }

    [SocketFilter]
    int TailCallThroughHash(void* context)
    {
        return (int)TailCall(context, Counts, 0); // refused
    }

    [SocketFilter]
    int PushToHash()
    {
        long value = 1;
        return (int)Push(Counts, &value, 0); // refused
    }

    [Tracepoint("sched/sched_process_fork")]
    int StackIdInHash(void* context)
    {
        return (int)StackId(context, Counts, 0); // refused
    }

    [SocketFilter]
    int SizeNotConstant()
    {
        return Reserve(Events, Size, 0) == null ? 1 : 0; // refused
    }

    [RawTracepoint("sys_enter")]
    int SizeMayBeNegative()
    {
        long target = 0;
        ReadKernel(&target, Length, null); // refused
        return (int)target;
    }

    [RawTracepoint("sys_enter")]
    int SizeWithoutBound()
    {
        long target = 0;
        ReadKernel(&target, (int)(Size & 0xffff), null); // refused
        return (int)target;
    }

    [RawTracepoint("sys_enter")]
    int SizeLargerThanVariable()
    {
        long target = 0;
        ReadKernel(&target, 64, null); // refused
        return (int)target;
    }

    [RawTracepoint("sys_enter")]
    int SizeLargerThanValue()
    {
        int key = 1;
        long* value = Lookup(Counts, &key);
        if (value != null)
            ReadKernel(value, 64, null); // refused
        return 0;
    }

    [RawTracepoint("sys_enter")]
    int SizeZero()
    {
        long text = 0;
        Comm(&text, 0); // refused
        return (int)text;
    }

    [SocketFilter]
    int LockThatIsNone()
    {
        int key = 1;
        long* value = Lookup(Counts, &key);
        if (value != null)
            Lock(value); // refused
        return 0;
    }

    [SocketFilter]
    int MovedContext(byte* context)
    {
        long word = 0;
        LoadBytes(context + 8, 0, &word, 8); // refused
        return (int)word;
    }

    [SocketFilter]
    int StackForContext()
    {
        long word = 0;
        LoadBytes(&word, 0, &word, 8); // refused
        return (int)word;
    }
}
