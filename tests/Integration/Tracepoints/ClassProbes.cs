namespace BpfSharp.Integration.Tracepoints;

/// <summary>The record of the class that <c>sched/sched_wakeup</c> and others belong to.</summary>
[KernelType("trace_event_raw_sched_wakeup_template")]
internal unsafe struct WakeupRecord
{
    public fixed byte comm[16];
    public int pid;
}

[BpfObject]
internal sealed unsafe partial class WakeupProbe
{
    public partial int Woken { get; init; }
    public partial ref int Hits { get; }
    public partial ref byte FirstLetter { get; }

    [Tracepoint("sched/sched_wakeup")]
    int OnWakeup(WakeupRecord* record)
    {
        if (record->pid != Woken) return 0;
        FirstLetter = record->comm[0];
        Hits++;
        return 0;
    }
}

/// <summary>The record of tracepoint <c>raw_syscalls/sys_enter</c>, which many use for those of one system call, too.</summary>
[KernelType("trace_event_raw_sys_enter")]
internal unsafe struct CallRecord
{
    public long id;
    public fixed ulong args[6];
}

[BpfObject]
internal sealed unsafe partial class CallArgumentProbe
{
    public partial int Thread { get; init; }
    public partial ref int Hits { get; }

    [Tracepoint("syscalls/sys_enter_socket")]
    int OnSocket(CallRecord* record)
    {
        if (Bpf.CurrentPid == Thread && record->args[0] == 77 && record->args[2] == 79) Hits++;
        return 0;
    }
}

[BpfObject]
internal sealed unsafe partial class CallNumberProbe
{
    public partial ref long Last { get; }

    [Tracepoint("raw_syscalls/sys_enter")]
    int OnCall(CallRecord* record)
    {
        Last = record->id;
        return 0;
    }
}
