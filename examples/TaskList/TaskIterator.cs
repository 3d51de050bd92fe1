using BpfSharp;

/// <summary>One process.</summary>
internal struct Row
{
    public int Process, Parent;
    public uint User;
    public ulong StartTime;
    public Comm Comm;
}

[KernelType("task_struct")]
internal unsafe struct TaskStruct
{
    public int pid, tgid;
    public TaskStruct* real_parent;
    public Credentials* cred;
    public ulong start_time;
    public Comm comm;
}

[KernelType("cred")]
internal struct Credentials
{
    public UserId uid;
}

internal struct UserId
{
    public uint val;
}

/// <summary>The kernel's list of processes, without a file of /proc for each.</summary>
[BpfObject]
internal sealed unsafe partial class TaskIterator
{
    [Iterator("task")]
    bool OnTask(TaskStruct* task, out Row row)
    {
        row = new()
        {
            Process = task->tgid,
            Parent = task->real_parent->tgid,
            User = task->cred->uid.val,
            StartTime = task->start_time,
            Comm = task->comm,
        };
        return task->pid == task->tgid; // not the other threads
    }
}
