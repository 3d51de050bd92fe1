namespace BpfSharp.Bench.Pairs;

/// <summary>After execsnoop and exitsnoop: every program that is started, and how long it ran and how it ended.</summary>
[BpfObject]
public sealed unsafe partial class ExecTrace
{
    public struct Event
    {
        public ulong Timestamp, Duration;
        public int Process, Parent, Previous, Arguments, ExitCode, Signal;
        public uint User;
        public bool HasEnded;
        public Comm Comm;
    }

    [KernelType("linux_binprm")]
    public struct Binary { public int argc; }

    [BpfMap(MaxEntries = 1024 * 1024)] public partial RingBuffer<Event> Events { get; }
    [BpfMap(MaxEntries = 16_384)] public partial HashMap<int, ulong> StartTimes { get; }
    public partial uint OnlyUser { get; init; }
    public partial bool HasUserFilter { get; init; }

    [BtfTracepoint("sched_process_exec")]
    int OnExec(TaskStruct* task, int previous, Binary* binary)
    {
        uint user = Bpf.CurrentUid;
        if (HasUserFilter && user != OnlyUser)
            return 0;
        ulong now = Bpf.KtimeNs;
        int process = task->tgid;
        StartTimes.TrySet(process, now);
        if (!Events.TryReserve(out var slot))
            return 0;
        ref Event e = ref slot.Value;
        e.Timestamp = now;
        e.Process = process;
        e.Parent = task->real_parent->tgid;
        e.Previous = previous;
        e.Arguments = binary->argc;
        e.User = user;
        e.Comm = Bpf.CurrentComm;
        slot.Submit();
        return 0;
    }

    [BtfTracepoint("sched_process_exit")]
    int OnExit(TaskStruct* task)
    {
        int process = task->tgid;
        if (task->pid != process)
            return 0; // a thread
        if (!StartTimes.TryGetValue(process, out ulong start))
            return 0; // was there before us, or filtered
        StartTimes.Remove(process);
        if (!Events.TryReserve(out var slot))
            return 0;
        ref Event e = ref slot.Value;
        e.Timestamp = Bpf.KtimeNs;
        e.Duration = e.Timestamp - start;
        e.Process = process;
        e.Parent = task->real_parent->tgid;
        int code = task->exit_code;
        e.ExitCode = (code >> 8) & 0xFF;
        e.Signal = code & 0x7F;
        e.User = Bpf.CurrentUid;
        e.HasEnded = true;
        e.Comm = Bpf.CurrentComm;
        slot.Submit();
        return 0;
    }
}
