namespace BpfSharp.Integration.Hooks;

/// <summary>A program that counts what one thread does: it opens a socket of a family that there is not.</summary>
internal interface IHookProbe
{
    /// <summary>How often the program ran.</summary>
    int Count { get; }
}

[BpfObject]
internal sealed partial class FentryHook : IHookProbe
{
    public int Count => Hits;
    public partial int Thread { get; init; }
    public partial ref int Hits { get; }

    [Fentry("__sys_socket")]
    void Program(int family) { if (Bpf.CurrentPid == Thread && family == 77) Hits++; }
}

[BpfObject]
internal sealed partial class FexitHook : IHookProbe
{
    public int Count => Hits;
    public partial int Thread { get; init; }
    public partial ref int Hits { get; }

    [Fexit("__sys_socket")]
    void Program(int family, int type, int protocol, [ReturnValue] int result) { if (Bpf.CurrentPid == Thread && result == -97) Hits++; }
}

[BpfObject]
internal sealed partial class FmodRetHook : IHookProbe
{
    public int Count => Hits;
    public partial int Thread { get; init; }
    public partial ref int Hits { get; }

    [FmodRet("security_socket_create")]
    int Program(int family, int type, int protocol, int kernel, [ReturnValue] int before)
    {
        if (Bpf.CurrentPid == Thread && protocol == 79) Hits++;
        return before;
    }
}

[BpfObject]
internal sealed partial class KprobeHook : IHookProbe
{
    public int Count => Hits;
    public partial int Thread { get; init; }
    public partial ref int Hits { get; }

    [Kprobe("__sys_socket")]
    void Program(int family) { if (Bpf.CurrentPid == Thread && family == 77) Hits++; }
}

[BpfObject]
internal sealed partial class KretprobeHook : IHookProbe
{
    public int Count => Hits;
    public partial int Thread { get; init; }
    public partial ref int Hits { get; }

    [Kretprobe("__sys_socket")]
    void Program(int result) { if (Bpf.CurrentPid == Thread && result == -97) Hits++; }
}

[BpfObject]
internal sealed partial class KsyscallHook : IHookProbe
{
    public int Count => Hits;
    public partial int Thread { get; init; }
    public partial ref int Hits { get; }

    [Ksyscall("socket")]
    void Program(int family) { if (Bpf.CurrentPid == Thread && family == 77) Hits++; }
}

[BpfObject]
internal sealed partial class KretsyscallHook : IHookProbe
{
    public int Count => Hits;
    public partial int Thread { get; init; }
    public partial ref int Hits { get; }

    [Kretsyscall("socket")]
    void Program(int result) { if (Bpf.CurrentPid == Thread && result == -97) Hits++; }
}

[BpfObject]
internal sealed partial class KprobeMultiHook : IHookProbe
{
    public int Count => Hits;
    public partial int Thread { get; init; }
    public partial ref int Hits { get; }

    [KprobeMulti("__sys_socket")]
    void Program(int family) { if (Bpf.CurrentPid == Thread && family == 77) Hits++; }
}

[BpfObject]
internal sealed partial class KretprobeMultiHook : IHookProbe
{
    public int Count => Hits;
    public partial int Thread { get; init; }
    public partial ref int Hits { get; }

    [KretprobeMulti("__sys_socket")]
    void Program(int result) { if (Bpf.CurrentPid == Thread && result == -97) Hits++; }
}

[BpfObject(MinimumKernel = "6.10")]
internal sealed partial class KprobeSessionHook : IHookProbe
{
    public int Count => Hits;
    public partial int Thread { get; init; }
    public partial ref int Hits { get; }

    [KprobeSession("__sys_socket")]
    void Program([ReturnValue] int result) { if (Bpf.CurrentPid == Thread && result == -97) Hits++; }
}

/// <summary>What the record of the call has, on x64 (include/trace/events/syscalls.h).</summary>
internal struct SocketCallRecord
{
    private long _common;
    public int __syscall_nr;
    public int _gap; // the kernel has none of that name
    public long family;
}

[BpfObject]
internal sealed unsafe partial class TracepointHook : IHookProbe
{
    public int Count => Hits;
    public partial int Thread { get; init; }
    public partial ref int Hits { get; }

    [Tracepoint("syscalls/sys_enter_socket")]
    void Program(SocketCallRecord* record) { if (Bpf.CurrentPid == Thread && record->family == 77) Hits++; }
}

[BpfObject]
internal sealed partial class RawTracepointHook : IHookProbe
{
    public int Count => Hits;
    public partial int Thread { get; init; }
    public partial ref int Hits { get; }

    [RawTracepoint("sys_exit")]
    void Program(nint registers, long result) { if (Bpf.CurrentPid == Thread && result == -97) Hits++; }
}

[BpfObject]
internal sealed partial class BtfTracepointHook : IHookProbe
{
    public int Count => Hits;
    public partial int Thread { get; init; }
    public partial ref int Hits { get; }

    [BtfTracepoint("sys_exit")]
    void Program(nint registers, long result) { if (Bpf.CurrentPid == Thread && result == -97) Hits++; }
}
