namespace BpfSharp;

/// <summary>Kinds of attachment, numbered as in <c>enum bpf_link_type</c> (include/uapi/linux/bpf.h).</summary>
public enum BpfLinkType
{
    /// <summary>None that is known.</summary>
    Unspecified = 0,
    /// <summary>A raw tracepoint.</summary>
    RawTracepoint = 1,
    /// <summary>A BTF tracepoint, fentry, fexit, fmod_ret, LSM hook.</summary>
    Tracing = 2,
    /// <summary>A control group.</summary>
    Cgroup = 3,
    /// <summary>An iterator.</summary>
    Iterator = 4,
    /// <summary>A network namespace.</summary>
    NetworkNamespace = 5,
    /// <summary>An interface, before the network stack.</summary>
    Xdp = 6,
    /// <summary>A perf event: kprobe, uprobe, tracepoint.</summary>
    PerfEvent = 7,
    /// <summary>Kprobes on many functions.</summary>
    KprobeMulti = 8,
    /// <summary>Functions of the kernel's that are replaced.</summary>
    StructOps = 9,
    /// <summary>The packet filter.</summary>
    Netfilter = 10,
    /// <summary>Traffic control.</summary>
    Tcx = 11,
    /// <summary>Uprobes on many functions.</summary>
    UprobeMulti = 12,
    /// <summary>A netkit device.</summary>
    Netkit = 13,
    /// <summary>A map of sockets.</summary>
    SocketMap = 14,
}

/// <summary>What the kernel says of an attachment.</summary>
/// <param name="Id">The link's id, as <c>bpftool link</c> shows it.</param>
/// <param name="Type">Its kind; numbers beyond the enum are newer kinds.</param>
/// <param name="ProgramId">The program's id.</param>
public readonly record struct BpfLinkInformation(int Id, BpfLinkType Type, int ProgramId);
