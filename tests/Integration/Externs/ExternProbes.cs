namespace BpfSharp.Integration.Externs;

/// <summary>Options that only the tests' own configurations have.</summary>
[BpfObject]
internal sealed partial class OptionProbe
{
    public struct Seen { public bool On, Off; public KconfigTristate Module; public int Number; public short Negative; public ulong Address; public uint Missing; public FixedString32 Text; public Comm Name; }

    [Kconfig] public partial bool CONFIG_BPFSHARP_ON { get; }
    [Kconfig("CONFIG_BPFSHARP_OFF")] public partial bool Off { get; }
    [Kconfig("CONFIG_BPFSHARP_MODULE")] internal partial KconfigTristate Module { get; }
    [Kconfig("CONFIG_BPFSHARP_NUMBER")] public partial int Number { get; }
    [Kconfig("CONFIG_BPFSHARP_NEGATIVE")] public partial short Negative { get; }
    [Kconfig("CONFIG_BPFSHARP_ADDRESS")] public partial ulong Address { get; }
    [Kconfig("CONFIG_BPFSHARP_TEXT")] public partial FixedString32 Text { get; }
    [Kconfig("CONFIG_BPFSHARP_NAME")] public partial Comm Name { get; }
    [Kconfig("CONFIG_BPFSHARP_MISSING", IsOptional = true)] public partial uint Missing { get; }
    [Kconfig("CONFIG_BPFSHARP_UNUSED")] public partial long Unused { get; }

    public partial ref Seen InProgram { get; }

    [SocketFilter]
    int Copy()
    {
        InProgram = new() { On = CONFIG_BPFSHARP_ON, Off = Off, Module = Module, Number = Number, Negative = Negative, Address = Address, Missing = Missing, Text = Text, Name = Name };
        return Number > 100 ? 1 : 2;
    }
}

/// <summary>The running kernel's own.</summary>
[BpfObject]
internal sealed partial class VersionProbe
{
    [Kconfig] public partial int LINUX_KERNEL_VERSION { get; }
    [Kconfig] public partial bool LINUX_HAS_BPF_COOKIE { get; }

    [SocketFilter] int Version() => LINUX_KERNEL_VERSION;
    [SocketFilter] int HasCookie() => LINUX_HAS_BPF_COOKIE ? 1 : 0;
}

[BpfObject]
internal sealed partial class RunningOptionProbe
{
    [Kconfig] public partial int CONFIG_HZ { get; }
    [Kconfig] public partial bool CONFIG_BPF_SYSCALL { get; }

    [SocketFilter] int Hz() => CONFIG_BPF_SYSCALL ? CONFIG_HZ : 0;
}

[KernelType("rq")]
internal struct RunQueue { public int cpu; }

[BpfObject]
internal sealed unsafe partial class SymbolProbe
{
    [Ksym] public partial nint kernel_clone { get; }
    [Ksym("bpfsharp_no_such_symbol", IsOptional = true)] public partial void* Missing { get; }
    public partial ref long Address { get; }
    public partial ref bool IsMissingThere { get; }

    [SocketFilter]
    int Find()
    {
        Address = kernel_clone;
        IsMissingThere = Missing != null;
        return 0;
    }
}

/// <summary>Variables that each CPU has one of.</summary>
[BpfObject]
internal sealed unsafe partial class CpuProbe
{
    [Ksym] public partial RunQueue* runqueues { get; }
    [Ksym("bpf_prog_active")] public partial int* Active { get; }
    public partial ref int Wrong { get; }
    public partial ref int Runs { get; }

    [RawTracepoint("sched_process_fork")]
    int OnFork()
    {
        if (Bpf.ThisCpu(runqueues)->cpu != Bpf.CurrentCpu) Wrong |= 2;
        RunQueue* first = Bpf.PerCpu(runqueues, 0);
        if (first == null || first->cpu != 0) Wrong |= 4;
        if (Bpf.PerCpu(runqueues, 1 << 20) != null) Wrong |= 8;
        if (*Bpf.ThisCpu(Active) < 0) Wrong |= 16;
        Runs++;
        return 0;
    }
}

[BpfObject]
internal sealed partial class MissingSymbolProbe
{
    [Ksym] public partial nint bpfsharp_no_such_symbol { get; }

    [SocketFilter] int Low() => (int)bpfsharp_no_such_symbol;
}
