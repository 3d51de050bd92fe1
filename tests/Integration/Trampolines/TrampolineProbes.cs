namespace BpfSharp.Integration.Trampolines;

/// <summary>The part of <c>struct file</c> that the tests look at.</summary>
[KernelType("file")]
internal unsafe struct KernelFile
{
    public KernelInode* f_inode;
}

[KernelType("inode")]
internal struct KernelInode
{
    public ulong i_ino;
}

internal struct SeenSocket
{
    public int Hits, Process, Family, Type, Protocol, Result;
}

internal struct SeenRead
{
    public int Hits;
    public ulong Inode, Count;
    public long Result;
}

/// <summary>Functions whose parameters are the same from 5.10 to 7.3.</summary>
[BpfObject]
internal sealed unsafe partial class TrampolineProbes
{
    public partial int Thread { get; init; }
    public partial ref SeenSocket Entered { get; }
    public partial ref SeenSocket Returned { get; }
    public partial ref SeenRead Began { get; }
    public partial ref SeenRead Ended { get; }
    public partial ref ulong Duration { get; }

    [BpfMap(MaxEntries = 64)]
    public partial HashMap<int, ulong> Started { get; }

    [Fentry("__sys_socket")]
    void OnSocket(int family, int type, int protocol)
    {
        if (Bpf.CurrentPid != Thread) return;
        Entered.Hits++;
        Entered.Process = Bpf.CurrentTgid;
        Entered.Family = family;
        Entered.Type = type;
        Entered.Protocol = protocol;
    }

    [Fexit("__sys_socket")]
    void AfterSocket(int family, int type, int protocol, [ReturnValue] int result)
    {
        if (Bpf.CurrentPid != Thread) return;
        Returned.Hits++;
        Returned.Family = family;
        Returned.Type = type;
        Returned.Protocol = protocol;
        Returned.Result = result;
    }

    /// <summary>Fewer parameters than the function has.</summary>
    [Fentry("vfs_read")]
    int OnRead(KernelFile* file)
    {
        if (Bpf.CurrentPid != Thread) return 0;
        Began.Hits++;
        Began.Inode = file->f_inode->i_ino;
        return 0;
    }

    [Fexit("vfs_read")]
    void AfterRead(KernelFile* file, nint buffer, nuint count, long* position, long retval)
    {
        if (Bpf.CurrentPid != Thread) return;
        Ended.Hits++;
        Ended.Inode = file->f_inode->i_ino;
        Ended.Count = count;
        Ended.Result = retval;
    }

    [Fentry("hrtimer_nanosleep")]
    void OnSleep(long time)
    {
        if (Bpf.CurrentPid == Thread && time > 0)
            Started[Bpf.CurrentPid] = Bpf.KtimeNs;
    }

    [Fexit("hrtimer_nanosleep")]
    void AfterSleep()
    {
        if (Started.TryGetValue(Bpf.CurrentPid, out ulong start))
            Duration = Bpf.KtimeNs - start;
    }
}

/// <summary>A program that may sleep, on the function that the kernel has for testing that.</summary>
[BpfObject]
internal sealed partial class SleepingProbe
{
    public partial ref int Hits { get; }
    public partial ref int Argument { get; }

    [Fentry("bpf_fentry_test1", MaySleep = true)]
    void OnTest(int argument)
    {
        Hits++;
        Argument = argument;
    }
}

/// <summary>Wants to sleep where the kernel must not.</summary>
[BpfObject]
internal sealed partial class WronglySleepingProbe
{
    [Fentry("hrtimer_nanosleep", MaySleep = true)]
    void OnSleep() { }
}

/// <summary>Answers for the security hook of socket(2).</summary>
[BpfObject]
internal sealed partial class ModifyingProbe
{
    public partial int Thread { get; init; }
    public partial ref int Before { get; }
    public partial ref int Kernel { get; }

    [FmodRet("security_socket_create")]
    int Refuse(int family, int type, int protocol, int kernel, [ReturnValue] int before)
    {
        if (Bpf.CurrentPid != Thread || protocol != 77) return before;
        Before = before;
        Kernel = kernel;
        return -13; // EACCES
    }
}

/// <summary>Programs that are told where to go before they are loaded.</summary>
[BpfObject]
internal sealed partial class NamedLaterProbe
{
    public partial int Thread { get; init; }
    public partial ref int Family { get; }
    public partial ref int Result { get; }

    [Fentry]
    void On(int family)
    {
        if (Bpf.CurrentPid == Thread) Family = family;
    }

    [Fexit]
    void After(int family, int type, int protocol, int returnValue)
    {
        if (Bpf.CurrentPid == Thread) Result = returnValue;
    }
}

/// <summary>The newer hook, and the older one where the kernel cannot do that.</summary>
[BpfObject]
internal sealed partial class EitherProbe
{
    public partial int Thread { get; init; }
    public partial ref int Family { get; }

    [Fentry("__sys_socket")]
    int ByTrampoline(int family)
    {
        if (Bpf.CurrentPid == Thread) Family = family;
        return 0;
    }

    [Kprobe("__sys_socket", FallbackFor = nameof(ByTrampoline))]
    int ByBreakpoint(int family) => ByTrampoline(family);
}

/// <summary>The return value without the arguments before it, and which function it is of.</summary>
[BpfObject(MinimumKernel = "5.17")]
internal sealed partial class ReturnOnlyProbe
{
    public partial int Thread { get; init; }
    public partial ref int Result { get; }
    public partial ref ulong Function { get; }

    [Fexit("__sys_socket")]
    void After([ReturnValue] int result)
    {
        if (Bpf.CurrentPid != Thread) return;
        Result = result;
        Function = Bpf.FunctionAddress;
    }
}

internal struct Sum
{
    public int A, B;
    public long Total;
}

/// <summary>Run on request, on the caller's struct.</summary>
[BpfObject(MinimumKernel = "5.14")]
internal sealed unsafe partial class RequestedProgram
{
    [SyscallProgram]
    int Add(Sum* sum)
    {
        sum->Total = (long)sum->A + sum->B;
        return sum->A < 0 ? -1 : 1;
    }
}
