namespace BpfSharp.Integration.Trampolines;

/// <summary>Programs of one function that are told which attachment they run from.</summary>
[BpfObject(MinimumKernel = "6.0")]
internal sealed partial class FunctionCookieProbes
{
    public partial int Thread { get; init; }

    [BpfMap(MaxEntries = 16)]
    public partial HashMap<ulong, int> Hits { get; }

    [Fentry("__sys_socket")]
    void OnEntry() => Count();

    [Fexit("__sys_socket")]
    void OnExit() => Count();

    private void Count()
    {
        if (Bpf.CurrentPid != Thread) return;
        ulong cookie = Bpf.AttachCookie;
        ref int hits = ref Hits.GetValueRefOrNullRef(cookie);
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref hits)) Hits.TryAdd(cookie, 1);
        else hits++;
    }
}

/// <summary>The helper is older, but not for tracepoints with types.</summary>
[BpfObject(MinimumKernel = "6.10")]
internal sealed unsafe partial class TypedCookieProbe
{
    public partial int Thread { get; init; }
    public partial ref ulong Cookie { get; }

    [BtfTracepoint("sys_enter")]
    void OnEnter(void* registers, long number)
    {
        if (Bpf.CurrentPid == Thread) Cookie = Bpf.AttachCookie;
    }
}
