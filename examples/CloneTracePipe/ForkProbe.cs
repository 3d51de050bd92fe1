using BpfSharp;

/// <summary>The smallest form of clone tracing: a line of text for each new process in the kernel's trace pipe.</summary>
[BpfObject]
internal sealed unsafe partial class ForkProbe
{
    [BtfTracepoint("sched_process_fork")]
    public int OnFork(TaskStruct* parent, TaskStruct* child)
    {
        if (child->pid == child->tgid)
            Bpf.Printk($"New process created: PID {child->pid} (from parent {parent->tgid})");
        return 0;
    }

    /// <summary>The same for kernels without BTF tracepoints.</summary>
    [RawTracepoint("sched_process_fork", FallbackFor = nameof(OnFork))]
    public int OnForkRaw(TaskStruct* parent, TaskStruct* child) => OnFork(parent, child);
}
