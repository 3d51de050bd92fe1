namespace BpfSharp.Integration.Kprobes;

internal struct SeenSession
{
    public int Entries, Returns;
    public long First, AtReturn, AtEntry, Result;
    public ulong Cookie;
}

/// <summary>One program at the entry and the return of several functions.</summary>
[BpfObject(MinimumKernel = "6.10")]
internal sealed partial class SessionProbe
{
    public partial int Thread { get; init; }
    public partial ref SeenSession Seen { get; }

    [KprobeSession("__sys_socke*")]
    bool On(int first, [ReturnValue] int result)
    {
        if (Bpf.CurrentPid != Thread) return false;
        if (Bpf.IsSessionReturn)
        {
            Seen.Returns++;
            Seen.Result = result;
            Seen.AtReturn = first;
            Seen.Cookie = Bpf.SessionCookie;
            return false;
        }
        Seen.Entries++;
        Seen.First = first;
        Seen.AtEntry = result;
        Bpf.SessionCookie = (ulong)first * 1000;
        return first != 78;
    }
}

/// <summary>Always at both, with what a session program may be told when it is attached; and what stands in for it.</summary>
[BpfObject]
internal sealed partial class SessionOrEntry
{
    public partial int Thread { get; init; }
    public partial ref int Hits { get; }
    public partial ref ulong Cookie { get; }
    public partial ref ulong Function { get; }

    [KprobeSession]
    void Both()
    {
        if (Bpf.CurrentPid != Thread) return;
        Hits++;
        Cookie = Bpf.AttachCookie;
        Function = Bpf.FunctionAddress;
    }

    [KprobeMulti(FallbackFor = nameof(Both))]
    void Entry()
    {
        if (Bpf.CurrentPid == Thread) Hits++;
    }
}
