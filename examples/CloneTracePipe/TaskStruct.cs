using BpfSharp;

/// <summary>What this tool reads of the kernel's <c>task_struct</c>; where the fields are is found out on each kernel.</summary>
[KernelType("task_struct")]
internal struct TaskStruct
{
    /// <summary>The thread's id.</summary>
    public int pid;

    /// <summary>The process's id: that of its first thread.</summary>
    public int tgid;
}
