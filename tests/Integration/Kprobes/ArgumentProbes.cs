namespace BpfSharp.Integration.Kprobes;

/// <summary>What a probe saw of a call with up to six arguments.</summary>
public struct SeenCall
{
    public int Hits, Process;
    public long A, B, C, D, E, F;
    public ulong Rip, Rdi, Rsi, Rsp;
}

/// <summary>Entry probes on functions whose arguments and names are the same from 5.10 to 7.3.</summary>
[BpfObject]
public sealed unsafe partial class ArgumentProbes
{
    public partial int Thread { get; init; }
    public partial ref SeenCall Signed { get; }
    public partial ref SeenCall Narrow { get; }
    public partial ref SeenCall Six { get; }
    public partial ref SeenCall Copied { get; }
    public partial ref SeenCall Entered { get; }
    public partial ref SeenCall Returned { get; }

    [Kprobe("__sys_socket")]
    int OnSocket(int family, int type, int protocol)
    {
        if (Bpf.CurrentPid != Thread) return 0;
        Signed.Hits++;
        Signed.Process = Bpf.CurrentTgid;
        Signed.A = family;
        Signed.B = type;
        Signed.C = protocol;
        return 0;
    }

    /// <summary>Narrower than the kernel's own types, so that there is something above the value.</summary>
    [Kprobe("__sys_socket")]
    int OnSocketNarrow(sbyte family, ushort type, bool protocol)
    {
        if (Bpf.CurrentPid != Thread) return 0;
        Narrow.Hits++;
        Narrow.A = family;
        Narrow.B = type;
        Narrow.C = protocol ? 1 : 0;
        return 0;
    }

    [Kprobe("__sys_sendto")]
    int OnSend(int descriptor, nint buffer, nuint length, uint flags, nint address, int addressLength, PtRegs* registers)
    {
        if (Bpf.CurrentPid != Thread) return 0;
        Six.Hits++;
        Six.A = descriptor;
        Six.B = buffer;
        Six.C = (long)length;
        Six.D = flags;
        Six.E = address;
        Six.F = addressLength;
        Six.Rip = registers->Rip;
        Six.Rdi = registers->Rdi;
        Six.Rsi = registers->Rsi;
        Six.Rsp = registers->Rsp;
        return 0;
    }

    [Kprobe("__sys_sendto")]
    int OnSendCopied(PtRegs* registers)
    {
        if (Bpf.CurrentPid != Thread) return 0;
        PtRegs copy = *registers;
        Copied.Hits++;
        Copied.Rsi = copy.Rsi;
        Copied.Rip = Helper(registers);
        return 0;
    }

    [Kretprobe("__sys_sendto")]
    int OnSent(int result, PtRegs* registers)
    {
        if (Bpf.CurrentPid != Thread) return 0;
        Returned.Hits++;
        Returned.A = result;
        Returned.B = (int)registers->Rax;
        return 0;
    }

    [Kretprobe("__sys_socket")]
    int OnOpened([ReturnValue] int descriptor)
    {
        if (Bpf.CurrentPid != Thread) return 0;
        Entered.Hits++;
        Entered.A = descriptor;
        return 0;
    }

    static ulong Helper(PtRegs* registers) => registers->Rip;
}
