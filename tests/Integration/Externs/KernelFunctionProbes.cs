namespace BpfSharp.Integration.Externs;

[KernelType("task_struct")]
internal struct FunctionTask { public int pid, tgid; }

[KernelType("cpumask")]
internal struct CpuMask;

[KernelType("bpf_cpumask")]
internal struct BpfCpuMask;

/// <summary>Functions that return pointers, numbers and bools, and what they acquire.</summary>
[BpfObject(MinimumKernel = "6.3")]
internal sealed unsafe partial class FunctionProbe
{
    [Kfunc] private static partial FunctionTask* bpf_task_from_pid(int pid);
    [Kfunc("bpf_task_release")] private static partial void Release(FunctionTask* task);
    [Kfunc(IsOptional = true)] private static partial int bpfsharp_no_such_function(ulong number, byte small);
    [Kfunc] private static partial BpfCpuMask* bpf_cpumask_create();
    [Kfunc] private static partial void bpf_cpumask_release(BpfCpuMask* mask);
    [Kfunc] private static partial void bpf_cpumask_set_cpu(uint cpu, BpfCpuMask* mask);
    [Kfunc] private static partial bool bpf_cpumask_test_cpu(uint cpu, CpuMask* mask);
    [Kfunc] private static partial uint bpf_cpumask_first(CpuMask* mask);

    public partial ref int Wrong { get; }
    public partial ref int Found { get; }
    public partial ref int Masks { get; }

    [BtfTracepoint("sched_process_fork")]
    int OnFork(FunctionTask* parent, FunctionTask* child)
    {
        if (Bpf.HasKernelFunction(nameof(bpfsharp_no_such_function)) && bpfsharp_no_such_function(3, 4) != 0) Wrong |= 1;
        if (!Bpf.HasKernelFunction(nameof(bpf_task_from_pid))) Wrong |= 2;
        FunctionTask* found = bpf_task_from_pid(parent->pid);
        if (found != null)
        {
            if (found->tgid != parent->tgid) Wrong |= 4;
            Release(found);
            Found++;
        }
        BpfCpuMask* mask = bpf_cpumask_create();
        if (mask == null) return 0;
        // An empty mask's first CPU is one behind the last.
        if (bpf_cpumask_test_cpu(0, (CpuMask*)mask) || bpf_cpumask_first((CpuMask*)mask) == 0) Wrong |= 8;
        bpf_cpumask_set_cpu(0, mask);
        if (!bpf_cpumask_test_cpu(0, (CpuMask*)mask) || bpf_cpumask_first((CpuMask*)mask) != 0) Wrong |= 16;
        bpf_cpumask_release(mask);
        Masks++;
        return 0;
    }
}

/// <summary>One half of the function is written here, for a simulated kernel.</summary>
[BpfObject]
internal sealed unsafe partial class GuardedProbe
{
    [Kfunc(IsOptional = true)] private static partial FunctionTask* bpf_task_from_pid(int pid);
    [Kfunc(IsOptional = true)] private static partial void bpf_task_release(FunctionTask* task);

    private static partial FunctionTask* bpf_task_from_pid(int pid) => Simulated;
    private static partial void bpf_task_release(FunctionTask* task) => Released++;

    public static FunctionTask* Simulated;
    public static int Released;

    public partial ref int Tgid { get; }

    [BtfTracepoint("sched_process_fork")]
    public int OnFork()
    {
        // Any process may fork at any time: each value is written once and for all.
        if (!Bpf.HasKernelFunction(nameof(bpf_task_from_pid))) { Tgid = -1; return 0; }
        FunctionTask* found = bpf_task_from_pid(Bpf.CurrentPid);
        if (found == null) return 0;
        Tgid = found->tgid;
        bpf_task_release(found);
        return 0;
    }
}

[BpfObject(MinimumKernel = "6.0")]
internal sealed unsafe partial class MissingFunctionProbe
{
    [Kfunc] private static partial int bpfsharp_no_such_function(int number);

    [BtfTracepoint("sched_process_fork")] int OnFork(FunctionTask* parent) => bpfsharp_no_such_function(parent->pid) * 0;
}
