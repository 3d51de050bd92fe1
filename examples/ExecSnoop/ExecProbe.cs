using BpfSharp;

/// <summary>One program that was started.</summary>
internal struct Execution
{
    public int Process, Parent;
    public uint User;
    public Comm Comm;
    public FixedString256 File;
}

[KernelType("task_struct")]
internal unsafe struct TaskStruct
{
    public int tgid;
    public TaskStruct* real_parent;
}

[KernelType("linux_binprm")]
internal unsafe struct BinaryProgram
{
    public byte* filename;
}

/// <summary>Sees every execve(2) that succeeds, of all processes and in containers too.</summary>
[BpfObject]
internal sealed unsafe partial class ExecProbe
{
    [BpfMap(MaxEntries = 256 * 1024)]
    public partial RingBuffer<Execution> Executions { get; }

    [BtfTracepoint("sched_process_exec")]
    int OnExec(TaskStruct* task, int oldThread, BinaryProgram* program)
    {
        if (!Executions.TryReserve(out var slot)) return 0; // full: counted in Executions.DroppedCount
        slot.Value.Process = task->tgid;
        slot.Value.Parent = task->real_parent->tgid;
        slot.Value.User = Bpf.CurrentUid;
        slot.Value.Comm = Bpf.CurrentComm;
        Bpf.TryReadKernelString(program->filename, out slot.Value.File);
        slot.Submit();
        return 0;
    }
}
