namespace BpfSharp.Integration.Maps;

[KernelType("task_struct")]
internal unsafe struct TaskWithGroups
{
    public int pid, tgid;
    public CssSet* cgroups;
}

[KernelType("css_set")]
internal unsafe struct CssSet { public Cgroup* dfl_cgrp; }

[KernelType("cgroup")]
internal struct Cgroup;

[BpfObject]
internal sealed partial class JumpCases
{
    [BpfMap(MaxEntries = 4)] public partial ProgramArray Jumps { get; }
    [BpfMap(MaxEntries = 2)] public partial CgroupArray Groups { get; }
    public partial ref int Where { get; }
    public partial ref int Visits { get; }

    [SocketFilter] int Entry() { Visits++; Jumps.TailCall(Where); return 100; }
    [SocketFilter] int First() => 1;
    [SocketFilter] int Again() { Visits++; Jumps.TailCall(Where); return 3; }
}

[BpfObject]
internal sealed unsafe partial class StackProbe
{
    [BpfMap(MaxEntries = 256, StackDepth = 64)] public partial StackTraceMap Stacks { get; }
    [BpfMap(MaxEntries = 4096)] public partial QueueMap<int> Ids { get; }
    [BpfMap(MaxEntries = 1)] public partial CgroupArray Groups { get; }
    public partial ref int InGroup { get; }

    [RawTracepoint("sched_process_fork")]
    int OnFork(TaskWithGroups* parent, TaskWithGroups* child)
    {
        if (!Bpf.CurrentComm.StartsWithSh()) return 0;
        if (Stacks.TryCapture(out int id)) Ids.TryEnqueue(id);
        if (Groups.ContainsCurrentTask(0)) InGroup++;
        return 0;
    }
}

internal static class CommTests
{
    public static bool StartsWithSh(this Comm comm) => comm[0] == 's' && comm[1] == 'h' && comm[2] == 0;
}

[BpfObject(MinimumKernel = "5.11")]
internal sealed unsafe partial class TaskStorageProbe
{
    public struct Counts { public int Forks; public long Last; }

    [BpfMap] public partial TaskStorage<Counts> PerTask { get; }
    public partial ref int Mismatches { get; }

    [BtfTracepoint("sched_process_fork")]
    int OnFork(TaskWithGroups* parent, TaskWithGroups* child)
    {
        ref Counts counts = ref PerTask.GetValueRefOrAddDefault(parent);
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref counts)) return 0;
        counts.Forks++;
        counts.Last = child->tgid;
        ref Counts same = ref PerTask.GetValueRefOrNullRef();
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref same) || same.Forks != counts.Forks) Mismatches++;
        ref Counts none = ref PerTask.GetValueRefOrNullRef(child);
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref none)) Mismatches++;
        ref Counts made = ref PerTask.GetValueRefOrAddDefault(child);
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref made) || !PerTask.Remove(child) || PerTask.Remove(child)) Mismatches++;
        return 0;
    }
}

[BpfObject(MinimumKernel = "6.2")]
internal sealed unsafe partial class CgroupStorageProbe
{
    [BpfMap] public partial CgroupStorage<long> Forks { get; }

    [BtfTracepoint("sched_process_fork")]
    int OnFork(TaskWithGroups* parent, TaskWithGroups* child)
    {
        ref long count = ref Forks.GetValueRefOrAddDefault(parent->cgroups->dfl_cgrp);
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref count)) Interlocked.Increment(ref count);
        return 0;
    }
}

[KernelType("sock")]
internal struct Sock;

[BpfObject(MinimumKernel = "5.11")]
internal sealed unsafe partial class SocketStorageProbe
{
    [BpfMap] public partial SocketStorage<int> Changes { get; }

    [BtfTracepoint("inet_sock_set_state")]
    int OnState(Sock* socket, int before, int after)
    {
        ref int count = ref Changes.GetValueRefOrAddDefault(socket);
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref count)) count = count * 16 + after;
        return 0;
    }
}
