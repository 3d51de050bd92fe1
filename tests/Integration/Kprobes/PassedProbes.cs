namespace BpfSharp.Integration.Kprobes;

/// <summary>A user's id, as <c>kuid_t</c>: a struct with a number.</summary>
[KernelType("kuid_t", IsTypedef = true)]
internal struct KernelUser
{
    public uint val;
}

/// <summary><c>sockptr_t</c>: an address, and whether it is the kernel's (one bit).</summary>
internal struct SocketPointer
{
    public nint Address;
    public byte IsKernel;
}

/// <summary><c>vma_flags_t</c>, which has no name of its own as a struct.</summary>
internal struct AreaFlags
{
    public ulong Bits;
}

internal struct SeenPassed
{
    public int Options, Mappings;
    public uint User, Length;
    public nint Option;
    public ulong Offset, Populate;
    public nint First, List;
}

/// <summary>Arguments that are structs, and those that no register has.</summary>
[BpfObject]
internal sealed unsafe partial class PassedToProbes
{
    public partial int Thread { get; init; }
    public partial ref SeenPassed Seen { get; }

    [Kprobe("from_kuid_munged")]
    void OnUser(nint space, KernelUser user)
    {
        // Others ask by the same function, stat(2) for a file's owner.
        if (Bpf.CurrentPid == Thread && user.val != 0) Seen.User = user.val;
    }

    [Kprobe("udp_setsockopt")]
    void OnOption(nint socket, int level, int name, SocketPointer value, uint length)
    {
        if (Bpf.CurrentPid != Thread) return;
        Seen.Options++;
        Seen.Option = value.Address;
        Seen.Length = length;
    }

    /// <summary>From 6.6 with the area's flags, which move the offset to the stack; in the newest kernels they are a struct.</summary>
    [Kprobe("do_mmap")]
    void OnMap(nint file, ulong address, ulong length, ulong protection, ulong flags, AreaFlags area, ulong offset, ulong* populate, nint* list) =>
        Note(length, offset, (ulong)populate, list);

    [Kprobe("do_mmap", FallbackFor = nameof(OnMap))]
    void OnMapOld(nint file, ulong address, ulong length, ulong protection, ulong flags, ulong area, ulong offset, ulong* populate, nint* list) =>
        Note(length, offset, (ulong)populate, list);

    [Kprobe("do_mmap", FallbackFor = nameof(OnMapOld))]
    void OnMapOlder(nint file, ulong address, ulong length, ulong protection, ulong flags, ulong offset, ulong* populate, nint* list) =>
        Note(length, offset, (ulong)populate, list);

    void Note(ulong length, ulong offset, ulong populate, nint* list)
    {
        if (Bpf.CurrentPid != Thread || length != Calls.MapLength) return;
        Seen.Mappings++;
        Seen.Offset = offset;
        Seen.Populate = populate;
        Seen.List = (nint)list;
        Seen.First = *list;
    }
}

/// <summary>The same by trampolines, which the kernel makes for structs from 6.1 and for more than six arguments from 6.6.</summary>
[BpfObject]
internal sealed unsafe partial class PassedToTrampolines
{
    public partial int Thread { get; init; }
    public partial ref SeenPassed Seen { get; }

    [Fentry("from_kuid_munged")]
    void OnUser(nint space, KernelUser user)
    {
        if (Bpf.CurrentPid == Thread && user.val != 0) Seen.User = user.val;
    }

    [Fexit("udp_setsockopt")]
    void AfterOption(nint socket, int level, int name, SocketPointer value, uint length, [ReturnValue] int result)
    {
        if (Bpf.CurrentPid != Thread) return;
        Seen.Options = result;
        Seen.Option = value.Address;
        Seen.Length = length;
    }

    [Fentry("do_mmap")]
    void OnMap(nint file, ulong address, ulong length, ulong protection, ulong flags, AreaFlags area, ulong offset, ulong* populate, nint* list) =>
        Note(length, offset, list);

    [Fentry("do_mmap", FallbackFor = nameof(OnMap))]
    void OnMapOld(nint file, ulong address, ulong length, ulong protection, ulong flags, ulong area, ulong offset, ulong* populate, nint* list) =>
        Note(length, offset, list);

    void Note(ulong length, ulong offset, nint* list)
    {
        if (Bpf.CurrentPid != Thread || length != Calls.MapLength) return;
        Seen.Offset = offset;
        Seen.List = (nint)list;
        Seen.First = *list;
    }
}

/// <summary>One program, so that it is the only reason to refuse the object.</summary>
[BpfObject]
internal sealed partial class StructToTrampoline
{
    public partial ref uint User { get; }

    [Fentry("from_kuid_munged")]
    void OnUser(nint space, KernelUser user) => User = user.val;
}
