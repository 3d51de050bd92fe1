namespace BpfSharp.Bench.Pairs;

/// <summary>A line in the trace pipe for each new process.</summary>
[BpfObject]
public sealed unsafe partial class Hello
{
    public partial int MinPid { get; init; }

    [BtfTracepoint("sched_process_fork")]
    int OnFork(TaskStruct* parent, TaskStruct* child)
    {
        if (parent->tgid < MinPid)
            return 0;
        Bpf.Printk($"New process created: PID {child->tgid} (from parent {parent->tgid})");
        return 0;
    }
}
