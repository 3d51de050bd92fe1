using System.Runtime.CompilerServices;
using BpfSharp;

/// <summary>
/// Sees every new process, however it is created: fork, vfork, clone and clone3 all end in the same tracepoint.
/// New threads pass there too and are left out.
/// </summary>
[BpfObject]
internal sealed unsafe partial class CloneProbe
{
    [BpfMap(MaxEntries = 256 * 1024)]
    public partial RingBuffer<CloneEvent> Clones { get; }

    [BpfMap(MaxEntries = 10_240)]
    public partial HashMap<int, ulong> CountByParent { get; }

    /// <summary>Parents with smaller process ids are not reported.</summary>
    public partial int MinPid { get; init; }

    [BtfTracepoint("sched_process_fork")]
    public int OnFork(TaskStruct* parent, TaskStruct* child) => Report(parent, child);

    /// <summary>The same for kernels without BTF tracepoints.</summary>
    [RawTracepoint("sched_process_fork", FallbackFor = nameof(OnFork))]
    public int OnForkRaw(TaskStruct* parent, TaskStruct* child) => Report(parent, child);

    private int Report(TaskStruct* parent, TaskStruct* child)
    {
        int childId = child->tgid;
        int parentId = parent->tgid;
        if (child->pid != childId || parentId < MinPid)
            return 0;

        ref ulong count = ref CountByParent.GetValueRefOrNullRef(parentId);
        if (!Unsafe.IsNullRef(ref count))
            Interlocked.Increment(ref count);
        else
            CountByParent.TryAdd(parentId, 1);

        if (Clones.TryReserve(out var slot))
        {
            slot.Value = new() { Timestamp = Bpf.KtimeNs, Parent = parentId, Child = childId, Comm = Bpf.CurrentComm };
            slot.Submit();
        }
        return 0;
    }
}
