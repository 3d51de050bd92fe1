namespace BpfSharp.Bench.Pairs;

/// <summary>After killsnoop: who sends which signal to whom, and with what result.</summary>
[BpfObject]
public sealed unsafe partial class KillTrace
{
    public struct EnterRecord { public long Common; public int Number; public long Target, Signal; }
    public struct ExitRecord { public long Common; public int Number; public long Result; }
    public struct Call { public int Target, Signal; }
    public struct Event { public int Sender, Target, Signal, Result; public Comm Comm; }

    [BpfMap(MaxEntries = 1024)] public partial HashMap<ulong, Call> Calls { get; }
    [BpfMap(MaxEntries = 64 * 1024)] public partial RingBuffer<Event> Events { get; }
    public partial bool FailedOnly { get; init; }

    [Tracepoint("syscalls/sys_enter_kill")]
    int OnEnter(EnterRecord* record)
    {
        Calls.TrySet(Bpf.CurrentPidTgid, new() { Target = (int)record->Target, Signal = (int)record->Signal });
        return 0;
    }

    [Tracepoint("syscalls/sys_exit_kill")]
    int OnExit(ExitRecord* record)
    {
        ulong thread = Bpf.CurrentPidTgid;
        if (!Calls.TryGetValue(thread, out Call call))
            return 0;
        Calls.Remove(thread);
        int result = (int)record->Result;
        if (FailedOnly && result >= 0)
            return 0;
        if (!Events.TryReserve(out var slot))
            return 0;
        slot.Value = new() { Sender = (int)(thread >> 32), Target = call.Target, Signal = call.Signal, Result = result, Comm = Bpf.CurrentComm };
        slot.Submit();
        return 0;
    }
}
