using System.Runtime.CompilerServices;

namespace BpfSharp.Integration.Maps;

[KernelType("bpf_cpumask")]
public struct KeptMask;

[KernelType("cpumask")]
public struct PlainMask;

[KernelType("cgroup")]
public struct KeptCgroup { public int level; }

/// <summary>Programs that may sleep, where what is kept is read in a scope; CPU masks and control groups.</summary>
[BpfObject(MinimumKernel = "6.4")]
public sealed unsafe partial class KptrSyscallProbes
{
    public struct Question { public ulong CgroupId; public uint Cpu; public int Pid, Answer; }

    public struct Kept
    {
        public BpfKptr<KeptMask> Mask;
        public BpfKptr<KeptCgroup> Group;
        public BpfKptr<KeptTask> Task;
    }

    [Kfunc] private static partial KeptMask* bpf_cpumask_create();
    [Kfunc] private static partial void bpf_cpumask_set_cpu(uint cpu, KeptMask* mask);
    [Kfunc] private static partial bool bpf_cpumask_test_cpu(uint cpu, PlainMask* mask);
    [Kfunc] private static partial KeptCgroup* bpf_cgroup_from_id(ulong id);
    [Kfunc] private static partial KeptTask* bpf_task_from_pid(int pid);

    [BpfMap(MaxEntries = 1)] public partial ArrayMap<Kept> All { get; }

    [SyscallProgram]
    internal int Keep(Question* question)
    {
        ref Kept kept = ref All.GetValueRefOrNullRef(0);
        using BpfOwned<KeptMask> mask = BpfOwned.Adopt(bpf_cpumask_create());
        if (mask.IsNull)
            return 1;
        bpf_cpumask_set_cpu(question->Cpu, mask.Value);
        using BpfOwned<KeptMask> before = kept.Mask.Exchange(mask);
        using BpfOwned<KeptCgroup> group = kept.Group.Exchange(BpfOwned.Adopt(bpf_cgroup_from_id(question->CgroupId)));
        using BpfOwned<KeptTask> task = kept.Task.Exchange(BpfOwned.Adopt(bpf_task_from_pid(question->Pid)));
        question->Answer = (before.IsNull ? 1 : 0) + (group.IsNull ? 2 : 0) + (task.IsNull ? 4 : 0);
        return 0;
    }

    [SyscallProgram]
    internal int Look(Question* question)
    {
        ref Kept kept = ref All.GetValueRefOrNullRef(0);
        int found = 0;
        using (Bpf.EnterRcuScope())
        {
            KeptMask* mask = kept.Mask.Value;
            if (mask == null)
                return 1; // leaves the scope
            if (bpf_cpumask_test_cpu(question->Cpu, (PlainMask*)mask))
                found |= 1;
            KeptCgroup* group = kept.Group.Value;
            if (group != null && group->level >= 0)
                found |= 2;
            KeptTask* task = kept.Task.Value;
            if (task != null && task->tgid == question->Pid)
                found |= 4;
        }
        question->Answer = found;
        return 0;
    }
}
