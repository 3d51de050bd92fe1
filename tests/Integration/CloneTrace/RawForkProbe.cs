namespace BpfSharp.Integration.CloneTrace;

/// <summary>Every new task by the raw tracepoint alone, with a buffer that is soon full.</summary>
[BpfObject]
internal sealed unsafe partial class RawForkProbe
{
    [BpfMap(MaxEntries = 4096)]
    public partial RingBuffer<CloneEvent> Forks { get; }

    public partial ref ulong Seen { get; }

    [RawTracepoint("sched_process_fork")]
    public int OnFork(TaskStruct* parent, TaskStruct* child)
    {
        Interlocked.Increment(ref Seen);
        if (!Forks.TryReserve(out var slot))
            return 0;
        slot.Value.Parent = parent->tgid;
        slot.Value.Child = child->tgid;
        slot.Submit();
        return 0;
    }
}
