namespace BpfSharp.Integration.Trampolines;

/// <summary>One program for each way to misunderstand a function.</summary>
[BpfObject]
internal sealed partial class TooManyArguments
{
    [Fentry("__sys_socket")]
    void On(int family, int type, int protocol, int fourth) => Seen = fourth;

    public partial ref int Seen { get; }
}

[BpfObject]
internal sealed partial class TooFewForTheReturnValue
{
    [Fexit("__sys_socket")]
    void On(int family, [ReturnValue] int result) => Seen = result;

    public partial ref int Seen { get; }
}

[BpfObject]
internal sealed unsafe partial class WrongPointee
{
    [Fentry("vfs_read")]
    void On(KernelInode* file) => Seen = file->i_ino;

    public partial ref ulong Seen { get; }
}

[BpfObject]
internal sealed unsafe partial class NoPointer
{
    [Fentry("__sys_socket")]
    void On(KernelFile* family) => Seen = (nint)family;

    public partial ref nint Seen { get; }
}

[BpfObject]
internal sealed partial class TooWide
{
    [Fentry("__sys_socket")]
    void On(long family) => Seen = family;

    public partial ref long Seen { get; }
}

[BpfObject]
internal sealed partial class Misspelt
{
    [Fentry("__sys_sokcet")]
    void On() => Seen = 1;

    public partial ref int Seen { get; }
}

[BpfObject]
internal sealed unsafe partial class WrongTracepointArgument
{
    [BtfTracepoint("sched_process_fork")]
    void On(KernelFile* parent) => Seen = (nint)parent->f_inode;

    public partial ref nint Seen { get; }
}

[BpfObject]
internal sealed unsafe partial class WrongRawTracepointArgument
{
    [RawTracepoint("sched_process_fork")]
    void On(int parent) => Seen = parent;

    public partial ref int Seen { get; }
}

[BpfObject]
internal sealed unsafe partial class WrongProbePointee
{
    [Kprobe("vfs_read")]
    void On(KernelInode* file) => Seen = file->i_ino;

    public partial ref ulong Seen { get; }
}

[BpfObject]
internal sealed partial class TooWideProbe
{
    [Kprobe("__sys_socket")]
    void On(long family) => Seen = family;

    public partial ref long Seen { get; }
}

[BpfObject]
internal sealed partial class AnyWideProbe
{
    [Kprobe]
    void On(long first) => Seen = first;

    public partial ref long Seen { get; }
}

[BpfObject]
internal sealed partial class TooManyOfAProbe
{
    [Kprobe("__sys_socket")]
    void On(int family, int type, int protocol, int fourth) => Seen = fourth;

    public partial ref int Seen { get; }
}

[BpfObject]
internal sealed partial class TooWideResult
{
    [Kretprobe("__sys_socket")]
    void On(long result) => Seen = result;

    public partial ref long Seen { get; }
}

[BpfObject]
internal sealed partial class StructForNumber
{
    [Kprobe("__sys_socket")]
    void On((int, int) family) => Seen = family.Item1;

    public partial ref int Seen { get; }
}

[BpfObject]
internal sealed partial class NumberForStruct
{
    [Kprobe("from_kuid_munged")]
    void On(nint space, uint user) => Seen = user;

    public partial ref uint Seen { get; }
}

[BpfObject]
internal sealed partial class WrongStruct
{
    [Fentry("from_kuid_munged")]
    void On(nint space, (uint, uint) user) => Seen = user.Item1;

    public partial ref uint Seen { get; }
}
