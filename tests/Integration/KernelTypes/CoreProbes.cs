namespace BpfSharp.Integration.KernelTypes;

/// <summary>Reads the current task by every kind of CO-RE relocation: by probed reads and by direct loads.</summary>
[BpfObject]
internal sealed unsafe partial class CoreProbes
{
    public partial int Thread { get; init; }
    public partial ref Facts Probed { get; }

    /// <summary>RLIMIT_NOFILE; a variable, so that the index is not known to the compiler.</summary>
    public partial ref int Limit { get; }

    [RawTracepoint("sys_enter")]
    int Look()
    {
        Describe(Bpf.CurrentTask<KernelTask>(), ref Probed);
        return 0;
    }

    [Iterator("task")]
    bool OnTask(KernelTask* task, out Facts facts)
    {
        facts = default;
        if (task->pid != Thread) return false;
        Describe(task, ref facts);
        return true;
    }

    private void Describe(KernelTask* task, ref Facts facts)
    {
        facts.Pid = task->pid;
        facts.Tgid = task->tgid;
        facts.LeaderPid = task->group_leader->pid;
        facts.Comm = task->comm;
        facts.Uid = task->cred->uid.val;
        facts.Gid = task->cred->gid.val;
        facts.Namespaced = task->thread_pid->numbers[0].nr;
        facts.OpenFiles = task->signal->rlim[Limit].rlim_max;
        facts.ResetOnFork = task->sched_reset_on_fork;
        facts.State = KernelType.FieldExists(task->__state) ? task->__state : (uint)((OlderKernelTask*)task)->state;

        SameKernelTask* same = (SameKernelTask*)task;
        facts.SamePid = same->pid;
        facts.SameTgid = same->tgid;
        SameKernelTask copy = *same;
        facts.CopiedPid = copy.pid;
        facts.CopiedComm = task->group_leader->comm;

        facts.TgidByOffset = Bpf.ReadKernel((int*)((byte*)task + KernelType.FieldOffset(task->tgid)));
        facts.TaskSize = KernelType.SizeOf<KernelTask>();
        facts.PidSize = KernelType.FieldSize(task->pid);
        facts.CommSize = KernelType.FieldSize(task->comm);
        facts.TypeId = KernelType.IdOf<KernelTask>();
        facts.TgidValue = (int)KernelType.EnumValue(KernelPidType.PIDTYPE_TGID);
        facts.PgidValue = (int)KernelType.EnumValue(KernelPidType.PIDTYPE_PGID);
        facts.LookupValue = (int)KernelType.EnumValue(KernelFunction.BPF_FUNC_map_lookup_elem);

        facts.HasState = (byte)(KernelType.FieldExists(task->__state) ? 1 : 0);
        facts.HasOldState = (byte)(KernelType.FieldExists(default(OlderKernelTask).state) ? 1 : 0);
        facts.HasField = (byte)(KernelType.FieldExists(task->no_such_field) ? 1 : 0);
        facts.HasPointer = (byte)(KernelType.FieldExists(task->signal) ? 1 : 0);
        facts.HasType = (byte)(KernelType.Exists<KernelTask>() ? 1 : 0);
        facts.HasNothing = (byte)(KernelType.Exists<Nothing>() ? 1 : 0);
        facts.HasNoneType = (byte)(KernelType.EnumExists(KernelPidType.PIDTYPE_NONE) ? 1 : 0);
        facts.Matches = (byte)(KernelType.Matches<MatchingTask>() ? 1 : 0);
        facts.MatchesWithMissing = (byte)(KernelType.Matches<KernelTask>() ? 1 : 0);
        facts.MatchesWithOther = (byte)(KernelType.Matches<TaskWithOtherType>() ? 1 : 0);
        facts.MatchesNothing = (byte)(KernelType.Matches<Nothing>() ? 1 : 0);
        facts.HasLoop = (byte)(KernelType.EnumExists(KernelFunction.BPF_FUNC_loop) ? 1 : 0);
    }
}

/// <summary>Uses what no kernel has without asking for it.</summary>
[BpfObject]
internal sealed unsafe partial class MissingFieldProbe
{
    public partial ref int Value { get; }

    [RawTracepoint("sys_enter")]
    int Look()
    {
        Value = Bpf.CurrentTask<KernelTask>()->no_such_field;
        return 0;
    }
}
