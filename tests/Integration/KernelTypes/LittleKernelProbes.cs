#if KERNEL_TYPES
using BpfSharp.Kernel;

namespace BpfSharp.Integration.KernelTypes;

/// <summary>Reads the current task through the types of the reference assembly that the build has made of little_kernel.c.</summary>
[BpfObject]
internal sealed unsafe partial class LittleKernelProbes
{
    public partial int Thread { get; init; }
    public partial ref TaskFacts Probed { get; }

    /// <summary>PIDTYPE_TGID; a variable, so that the index is not known to the compiler.</summary>
    public partial ref int Kind { get; }

    [RawTracepoint("sys_enter")]
    int Look()
    {
        Describe(Bpf.CurrentTask<task_struct>(), ref Probed);
        return 0;
    }

    [Iterator("task")]
    bool OnTask(task_struct* task, out TaskFacts facts)
    {
        facts = default;
        if (task->pid != Thread) return false;
        Describe(task, ref facts);
        return true;
    }

    private void Describe(task_struct* task, ref TaskFacts facts)
    {
        facts.Pid = task->pid;
        facts.Tgid = task->group_leader->tgid;
        facts.Comm = task->comm;
        facts.Uid = task->cred->uid.val;
        facts.OpenFiles = task->signal->rlim[7].rlim_max; // RLIMIT_NOFILE
        facts.Numbered = task->signal->pids[1].Value->numbers[0].nr;
        facts.NumberedByVariable = task->signal->pids[Kind].Value->numbers[Kind - 1].nr;
        facts.ResetOnFork = task->sched_reset_on_fork;
        facts.TgidValue = (int)KernelType.EnumValue(pid_type.PIDTYPE_TGID);
        facts.HasNothing = (byte)(KernelType.FieldExists(task->no_such_field) || KernelType.EnumExists(pid_type.PIDTYPE_NOTHING) ? 1 : 0);
        facts.TaskSize = KernelType.SizeOf<task_struct>();
        facts.FirstOfHost = task->nsproxy->uts_ns->name.nodename[0];
        Bpf.TryReadKernelString(task->nsproxy->uts_ns->name.nodename, out facts.Host);
        facts.FolderLength = task->fs->pwd.dentry->d_name.len; // in two unions without a name on newer kernels
        Bpf.TryReadKernelString(task->fs->pwd.dentry->d_name.name, out facts.Folder);
    }
}

internal struct TaskFacts
{
    public int Pid, Tgid, Numbered, NumberedByVariable, TgidValue, TaskSize;
    public uint Uid, ResetOnFork, FolderLength;
    public ulong OpenFiles;
    public Comm Comm;
    public byte HasNothing, FirstOfHost;
    public FixedString64 Host, Folder;
}
#endif
