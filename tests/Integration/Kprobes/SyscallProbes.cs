namespace BpfSharp.Integration.Kprobes;

/// <summary>A system call by its name alone.</summary>
[BpfObject]
public sealed unsafe partial class SyscallProbes
{
    public partial int Thread { get; init; }
    public partial ref SeenCall Entry { get; }
    public partial ref SeenCall Narrow { get; }
    public partial ref ulong Text { get; }
    public partial ref ulong Number { get; }
    public partial ref SeenCall Return { get; }

    [Ksyscall("sendto")]
    int OnSend(int descriptor, ulong* buffer, nuint length, uint flags, nint address, int addressLength, PtRegs* user)
    {
        if (Bpf.CurrentPid != Thread) return 0;
        Entry.Hits++;
        Entry.Process = Bpf.CurrentTgid;
        Entry.A = descriptor;
        Entry.B = (nint)buffer;
        Entry.C = (long)length;
        Entry.D = flags;
        Entry.E = address;
        Entry.F = addressLength;
        Entry.Rip = user->Rip;
        Entry.Rsp = user->Rsp;
        Number = user->OrigRax;
        if (Bpf.TryReadUser(buffer, out ulong text)) Text = text;
        return 0;
    }

    [Ksyscall("socket")]
    int OnSocket(sbyte family, ushort type, bool protocol)
    {
        if (Bpf.CurrentPid != Thread) return 0;
        Narrow.Hits++;
        Narrow.A = family;
        Narrow.B = type;
        Narrow.C = protocol ? 1 : 0;
        return 0;
    }

    [Kretsyscall("sendto")]
    int OnSent(long result)
    {
        if (Bpf.CurrentPid != Thread) return 0;
        Return.Hits++;
        Return.A = result;
        return 0;
    }
}

/// <summary>A system call that no kernel has.</summary>
[BpfObject]
public sealed partial class MisspeltSyscall
{
    [Ksyscall("sendtoo")]
    int OnSend() => 0;
}
