using System.Runtime.CompilerServices;

namespace BpfSharp.Bench.Pairs;

/// <summary>New processes: a count by parent and an event for each.</summary>
[BpfObject]
public sealed unsafe partial class CloneTrace
{
    public struct Clone { public ulong Timestamp; public int Parent, Child; public Comm Comm; }

    [BpfMap(MaxEntries = 256 * 1024)] public partial RingBuffer<Clone> Clones { get; }
    [BpfMap(MaxEntries = 10_240)] public partial HashMap<int, ulong> CountByParent { get; }
    public partial int MinPid { get; init; }

    [BtfTracepoint("sched_process_fork")]
    int OnFork(TaskStruct* parent, TaskStruct* child)
    {
        int childId = child->tgid, parentId = parent->tgid;
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
