namespace BpfSharp.Integration.Rejections;

/// <summary>What no kernel has.</summary>
[BpfObject]
public sealed unsafe partial class RefusedExterns
{
    [Ksym("bpfsharp_no_such_symbol")] public partial void* Missing { get; }

    [RawTracepoint("sys_enter")]
    int SymbolMissing()
    {
        return (int)(long)Missing;
    }

    [RawTracepoint("sys_enter")]
    int FieldMissing()
    {
        return Bpf.CurrentTask<Task>()->bpfsharp_no_such_field; // refused
    }

    [RawTracepoint("sys_enter")]
    int FieldMisspelt()
    {
        return Bpf.CurrentTask<Task>()->tgdi; // refused
    }

    [KernelType("task_struct")]
    internal struct Task
    {
#pragma warning disable CS0649 // the kernel's
        public int bpfsharp_no_such_field, tgdi;
#pragma warning restore CS0649
    }
}
