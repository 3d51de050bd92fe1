#:package BpfSharp@*
#:property AllowUnsafeBlocks=true
using System.Runtime.CompilerServices;
using BpfSharp;

using var probe = new CloneProbe { MinPid = 2 };   // read-only globals are set before load
probe.Attach();                                    // create maps, verify, attach
await foreach (var e in probe.Clones.ReadAllAsync())
    Console.WriteLine($"New process created: PID {e.Child} (from parent {e.Parent}, {e.Comm})");

struct CloneEvent { public int Parent, Child; public Comm Comm; }

[KernelType("task_struct")]                        // only the fields that are used; found on each kernel by CO-RE
struct TaskStruct { public int pid, tgid; }

[BpfObject]
sealed unsafe partial class CloneProbe
{
    [BpfMap(MaxEntries = 256 * 1024)] public partial RingBuffer<CloneEvent> Clones { get; }
    [BpfMap(MaxEntries = 10_240)]     public partial HashMap<int, ulong> CountByParent { get; }
    public partial int MinPid { get; init; }

    [BtfTracepoint("sched_process_fork")]
    int OnFork(TaskStruct* parent, TaskStruct* child)
    {
        if (child->pid != child->tgid || parent->tgid < MinPid) return 0;      // a thread, or not of interest
        ref ulong count = ref CountByParent.GetValueRefOrNullRef(parent->tgid);
        if (!Unsafe.IsNullRef(ref count)) Interlocked.Increment(ref count);
        else CountByParent.TryAdd(parent->tgid, 1);
        if (!Clones.TryReserve(out var slot)) return 0;                        // full: counted in Clones.DroppedCount
        slot.Value = new() { Parent = parent->tgid, Child = child->tgid, Comm = Bpf.CurrentComm };
        slot.Submit();
        return 0;
    }
}
