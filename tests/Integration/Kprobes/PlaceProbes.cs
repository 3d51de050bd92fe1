namespace BpfSharp.Integration.Kprobes;

/// <summary>Programs that are told at run time where to go, and one each for two places inside a function.</summary>
[BpfObject]
public sealed unsafe partial class PlaceProbes
{
    public partial int Thread { get; init; }
    public partial ref SeenCall Entry { get; }
    public partial ref SeenCall Return { get; }

    [Kprobe]
    int Anywhere(int family, PtRegs* registers)
    {
        if (Bpf.CurrentPid != Thread) return 0;
        Entry.Hits++;
        Entry.A = family;
        Entry.Rip = registers->Rip;
        return 0;
    }

    [Kretprobe]
    int AfterAnywhere(int result)
    {
        if (Bpf.CurrentPid != Thread) return 0;
        Return.Hits++;
        Return.A = result;
        return 0;
    }
}

/// <summary>Behind the five bytes that function tracing puts at the entry.</summary>
[BpfObject]
public sealed unsafe partial class OffsetProbe
{
    public partial int Thread { get; init; }
    public partial ref ulong Rip { get; }

    [Kprobe("__sys_socket", Offset = 5)]
    int Inside(PtRegs* registers)
    {
        if (Bpf.CurrentPid == Thread) Rip = registers->Rip;
        return 0;
    }
}

/// <summary>The same where ENDBR64 comes first.</summary>
[BpfObject]
public sealed unsafe partial class LaterOffsetProbe
{
    public partial int Thread { get; init; }
    public partial ref ulong Rip { get; }

    [Kprobe("__sys_socket", Offset = 9)]
    int Inside(PtRegs* registers)
    {
        if (Bpf.CurrentPid == Thread) Rip = registers->Rip;
        return 0;
    }
}
