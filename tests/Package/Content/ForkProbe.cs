using BpfSharp;

public struct Fork
{
    public int Parent, Child;
}

[KernelType("task_struct")]
struct TaskStruct
{
    public int pid, tgid;
}

[BpfObject]
public sealed unsafe partial class ForkProbe
{
    [BpfMap(MaxEntries = 256 * 1024)]
    public partial RingBuffer<Fork> Forks { get; }

    public partial int Parent { get; init; }

    [BtfTracepoint("sched_process_fork")]
    int OnFork(TaskStruct* parent, TaskStruct* child)
    {
        if (child->pid == child->tgid && parent->tgid == Parent)
            Forks.TryOutput(new() { Parent = parent->tgid, Child = child->tgid });
        return 0;
    }
}
