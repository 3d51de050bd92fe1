using System.Runtime.CompilerServices;

namespace BpfSharp.Integration.Maps;

[KernelType("task_struct")]
public struct KeptTask { public int pid, tgid; }

/// <summary>References to tasks, CPU masks and control groups in elements of each kind of map that keeps them.</summary>
[BpfObject(MinimumKernel = "6.4")]
public sealed unsafe partial class KptrProbes
{
    public struct Watched
    {
        public ulong Marker;
        public BpfKptr<KeptTask> Task;
        public BpfKptr<KeptTask> Other;
    }

    [Kfunc(IsOptional = true)] private static partial KeptTask* bpf_task_from_pid(int pid);

    // What the same methods call on the CLR.
    private static partial KeptTask* bpf_task_from_pid(int pid) => pid == 0 ? null : SimulatedTask;

    internal static KeptTask* SimulatedTask { get; set; }

    [BpfMap(MaxEntries = 8)] public partial HashMap<int, Watched> Table { get; }
    [BpfMap(MaxEntries = 4)] public partial ArrayMap<Watched> Slots { get; }
    [BpfMap(MaxEntries = 8)] public partial LruHashMap<int, Watched> Recent { get; }
    [BpfMap] public partial TaskStorage<Watched> Own { get; }

    public partial ref int Key { get; }
    public partial ref int Pid { get; }
    public partial ref int Seen { get; }
    public partial ref int Divisor { get; }

    /// <summary>Keeps the task with a number: 1 in an empty element, 2 in place of another, 0 if there is no such task.</summary>
    [Xdp]
    internal int Keep()
    {
        if (!Table.ContainsKey(Key) && !Table.TryAdd(Key, new Watched { Marker = 5 }))
            return 3;
        ref Watched watched = ref Table.GetValueRefOrNullRef(Key);
        if (Unsafe.IsNullRef(ref watched))
            return 4;
        using BpfOwned<KeptTask> task = BpfOwned.Adopt(bpf_task_from_pid(Pid));
        if (task.IsNull)
            return 0;
        using BpfOwned<KeptTask> old = watched.Task.Exchange(task);
        return !task.IsNull ? 3 : old.IsNull ? 1 : 2;
    }

    /// <summary>Reads the kept task where it is, and keeps it a second time.</summary>
    [Xdp]
    internal int Look()
    {
        ref Watched watched = ref Table.GetValueRefOrNullRef(Key);
        if (Unsafe.IsNullRef(ref watched))
            return 4;
        KeptTask* task = watched.Task.Value;
        if (task == null)
            return 0;
        Seen = task->tgid;
        using (BpfOwned<KeptTask> old = watched.Other.Exchange(BpfOwned.Acquire(task)))
            return old.IsNull ? 1 : 2;
    }

    /// <summary>Takes the task out, and with a divisor of 0 traps while it owns it.</summary>
    [Xdp]
    internal int Take()
    {
        ref Watched watched = ref Table.GetValueRefOrNullRef(Key);
        if (Unsafe.IsNullRef(ref watched))
            return 4;
        using BpfOwned<KeptTask> task = watched.Task.Take();
        if (task.IsNull)
            return 0;
        Seen = task.Value->tgid;
        Seen += 1000 / Divisor;
        return 1;
    }

    [Xdp]
    internal int KeepElsewhere()
    {
        int kept = 0;
        ref Watched slot = ref Slots.GetValueRefOrNullRef(2);
        using (BpfOwned<KeptTask> old = slot.Task.Exchange(BpfOwned.Adopt(bpf_task_from_pid(Pid))))
            kept += old.IsNull ? 1 : 0;
        Recent.TrySet(Key, new Watched { Marker = 6 });
        ref Watched recent = ref Recent.GetValueRefOrNullRef(Key);
        if (Unsafe.IsNullRef(ref recent))
            return 4;
        using (BpfOwned<KeptTask> old = recent.Task.Exchange(BpfOwned.Acquire(slot.Task.Value)))
            kept += old.IsNull ? 1 : 0;
        return recent.Task.Value == slot.Task.Value ? kept : 3;
    }
}
