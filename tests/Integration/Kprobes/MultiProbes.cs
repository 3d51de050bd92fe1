using System.Runtime.CompilerServices;

namespace BpfSharp.Integration.Kprobes;

/// <summary>One program on several functions, without knowing which one it runs for.</summary>
[BpfObject]
internal sealed partial class MultiProbes
{
    public partial int Thread { get; init; }
    public partial ref int Entered { get; }
    public partial ref int Returned { get; }
    public partial ref long Argument { get; }
    public partial ref long Result { get; }

    [KprobeMulti("__sys_socke*")]
    int OnEntry(int first)
    {
        if (Bpf.CurrentPid != Thread) return 0;
        Entered++;
        Argument = first;
        return 0;
    }

    [KretprobeMulti("__sys_sock?t")]
    int OnReturn(int result)
    {
        if (Bpf.CurrentPid != Thread) return 0;
        Returned++;
        Result = result;
        return 0;
    }
}

/// <summary>With what tells the functions apart.</summary>
[BpfObject(MinimumKernel = "5.15")]
internal sealed partial class TellingProbes
{
    public partial int Thread { get; init; }

    [BpfMap(MaxEntries = 16)]
    public partial HashMap<ulong, int> Cookies { get; }

    [BpfMap(MaxEntries = 16)]
    public partial HashMap<ulong, int> Addresses { get; }

    [KprobeMulti]
    int OnEntry()
    {
        if (Bpf.CurrentPid != Thread) return 0;
        Cookies[Bpf.AttachCookie] = 1;
        Addresses[Bpf.FunctionAddress] = 1;
        return 0;
    }

    [Kprobe]
    int OnOne()
    {
        if (Bpf.CurrentPid != Thread) return 0;
        Cookies[Bpf.AttachCookie] = 1;
        return 0;
    }
}
