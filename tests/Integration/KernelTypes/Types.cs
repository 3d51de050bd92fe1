namespace BpfSharp.Integration.KernelTypes;

/// <summary>Fields in another order, of other sizes and without those between them: all is found on each kernel.</summary>
[KernelType("task_struct")]
internal unsafe struct KernelTask
{
    public KernelCredentials* cred;
    public KernelPid* thread_pid;
    public KernelSignal* signal;
    public KernelTask* group_leader;
    public Comm comm;
    public int tgid, pid;

    /// <summary>From 5.14; before, there was <c>state</c>.</summary>
    public uint __state;

    [KernelBitfield]
    public uint sched_reset_on_fork;

    public int no_such_field;
}

[KernelType("task_struct___before_5_14")]
internal struct OlderKernelTask
{
    public long state;
}

/// <summary>The same type once more, with other fields in the same places.</summary>
[KernelType("task_struct")]
internal struct SameKernelTask
{
    public int pid;
    public int tgid;
}

[KernelType("cred")]
internal struct KernelCredentials
{
    public KernelUserId uid, gid;
}

internal struct KernelUserId
{
    public uint val;
}

[KernelType("pid")]
internal unsafe struct KernelPid
{
    public Numbers numbers;

    [System.Runtime.CompilerServices.InlineArray(1)]
    internal struct Numbers
    {
        private KernelPidNumber _first;
    }
}

[KernelType("upid")]
internal struct KernelPidNumber
{
    public int nr;
}

[KernelType("signal_struct")]
internal struct KernelSignal
{
    public Limits rlim;

    [System.Runtime.CompilerServices.InlineArray(16)]
    internal struct Limits
    {
        private KernelLimit _first;
    }
}

/// <summary>Half of what the kernel has: elements are further apart there than here.</summary>
[KernelType("rlimit")]
internal struct KernelLimit
{
    public ulong rlim_max;
}

/// <summary>As the kernel has it, with a pointer.</summary>
[KernelType("task_struct___matching")]
internal unsafe struct MatchingTask
{
    public int pid, tgid;
    public KernelCredentials* cred;
}

/// <summary>With a field of another type.</summary>
[KernelType("task_struct___other_type")]
internal struct TaskWithOtherType
{
    public int pid;
    public KernelUserId cred;
}

[KernelType("no_such_type")]
internal struct Nothing
{
    public int field;
}

/// <summary>With values that are none of the kernel's.</summary>
[KernelType("pid_type")]
internal enum KernelPidType
{
    PIDTYPE_TGID = 70,
    PIDTYPE_PGID = 71,
    PIDTYPE_NONE = 72,
}

[KernelType("bpf_func_id")]
internal enum KernelFunction
{
    BPF_FUNC_map_lookup_elem = 100,
    BPF_FUNC_loop = 101,
}

internal struct Facts
{
    public int Pid, Tgid, Namespaced, CopiedPid, SamePid, SameTgid, LeaderPid;
    public uint Uid, Gid, State, ResetOnFork;
    public ulong OpenFiles;
    public Comm Comm, CopiedComm;
    public int TgidByOffset, TaskSize, PidSize, CommSize;
    public int TgidValue, PgidValue, LookupValue;
    public byte HasState, HasOldState, HasField, HasPointer, HasType, HasNothing, HasNoneType, HasLoop, Matches, MatchesWithMissing, MatchesWithOther, MatchesNothing;
    public uint TypeId;
}
