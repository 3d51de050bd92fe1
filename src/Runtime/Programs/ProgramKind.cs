using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>How a program attaches.</summary>
internal enum AttachMethod
{
    /// <summary>Only when asked, to a socket, an interface, a control group, or not at all.</summary>
    None,
    RawTracepoint,
    /// <summary>By the BTF id the program was loaded with: tp_btf, fentry, fexit, LSM.</summary>
    Tracing,
    Tracepoint,
    Kprobe,
    Kretprobe,
    /// <summary>As a kprobe, to whatever the kernel calls the system call's function.</summary>
    Ksyscall,
    Kretsyscall,
    /// <summary>To all functions that match a pattern.</summary>
    KprobeMulti,
    KretprobeMulti,
    /// <summary>To all functions that match a pattern, at their entry and return.</summary>
    KprobeSession,
    /// <summary>In place of a function of another program.</summary>
    Replacement,
    /// <summary>Not at all: each reading of an iterator makes a link of its own.</summary>
    Iterator,
}

/// <summary>What a section name says about its programs.</summary>
/// <param name="Type">Program type.</param>
/// <param name="Expected">Attach type the verifier is told.</param>
/// <param name="Method">How to attach.</param>
/// <param name="Target">Function or tracepoint; null if the section names none.</param>
/// <param name="Feature">Feature whose absence makes it unsupported.</param>
/// <param name="IsSleepable">Whether it may sleep.</param>
internal sealed record ProgramKind(
    ProgramType Type,
    AttachType Expected,
    AttachMethod Method,
    string? Target,
    BpfFeature? Feature,
    bool IsSleepable)
{
    private static readonly (string Prefix, ProgramType Type, AttachType Expected, AttachMethod Method, BpfFeature? Feature)[] Table =
    [
        ("tp_btf", ProgramType.Tracing, AttachType.TraceRawTracepoint, AttachMethod.Tracing, BpfFeature.BtfTracepoints),
        ("fentry", ProgramType.Tracing, AttachType.TraceFentry, AttachMethod.Tracing, BpfFeature.FunctionTrampolines),
        ("fexit", ProgramType.Tracing, AttachType.TraceFexit, AttachMethod.Tracing, BpfFeature.FunctionTrampolines),
        ("fmod_ret", ProgramType.Tracing, AttachType.ModifyReturn, AttachMethod.Tracing, BpfFeature.FunctionTrampolines),
        ("freplace", ProgramType.Extension, AttachType.None, AttachMethod.Replacement, BpfFeature.FunctionTrampolines),
        ("iter", ProgramType.Tracing, AttachType.TraceIterator, AttachMethod.Iterator, BpfFeature.Iterators),
        ("lsm", ProgramType.Lsm, AttachType.LsmMac, AttachMethod.Tracing, BpfFeature.FunctionTrampolines),
        ("raw_tp", ProgramType.RawTracepoint, AttachType.None, AttachMethod.RawTracepoint, BpfFeature.RawTracepoints),
        ("raw_tracepoint", ProgramType.RawTracepoint, AttachType.None, AttachMethod.RawTracepoint, BpfFeature.RawTracepoints),
        ("tp", ProgramType.Tracepoint, AttachType.None, AttachMethod.Tracepoint, null),
        ("tracepoint", ProgramType.Tracepoint, AttachType.None, AttachMethod.Tracepoint, null),
        ("kprobe", ProgramType.Kprobe, AttachType.None, AttachMethod.Kprobe, BpfFeature.Kprobes),
        ("kretprobe", ProgramType.Kprobe, AttachType.None, AttachMethod.Kretprobe, BpfFeature.Kprobes),
        ("kprobe.multi", ProgramType.Kprobe, AttachType.TraceKprobeMulti, AttachMethod.KprobeMulti, BpfFeature.Kprobes),
        ("kretprobe.multi", ProgramType.Kprobe, AttachType.TraceKprobeMulti, AttachMethod.KretprobeMulti, BpfFeature.Kprobes),
        ("kprobe.session", ProgramType.Kprobe, AttachType.TraceKprobeSession, AttachMethod.KprobeSession, BpfFeature.KprobeSession),
        ("ksyscall", ProgramType.Kprobe, AttachType.None, AttachMethod.Ksyscall, BpfFeature.Kprobes),
        ("kretsyscall", ProgramType.Kprobe, AttachType.None, AttachMethod.Kretsyscall, BpfFeature.Kprobes),
        ("socket", ProgramType.SocketFilter, AttachType.None, AttachMethod.None, null),
        ("xdp", ProgramType.Xdp, AttachType.Xdp, AttachMethod.None, null),
        ("cgroup_skb/ingress", ProgramType.CgroupSkb, AttachType.None, AttachMethod.None, null),
        ("cgroup_skb/egress", ProgramType.CgroupSkb, AttachType.CgroupInetEgress, AttachMethod.None, null),
        ("tc", ProgramType.TrafficClassifier, AttachType.None, AttachMethod.None, null),
        ("classifier", ProgramType.TrafficClassifier, AttachType.None, AttachMethod.None, null),
        ("syscall", ProgramType.Syscall, AttachType.None, AttachMethod.None, BpfFeature.SyscallPrograms),
    ];

    /// <summary>Understands a section name such as <c>tp_btf/sched_switch</c>, <c>fentry.s/do_open</c> or <c>socket</c>.</summary>
    /// <exception cref="BpfException">The section is of no kind this library knows.</exception>
    public static ProgramKind Parse(string section, string program)
    {
        // '?' marks a program its author does not want loaded by default; here as in the object, the caller decides.
        string name = section.TrimStart('?');
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        string prefix = slash < 0 ? name : name[..slash];
        string? target = slash < 0 || slash == name.Length - 1 ? null : name[(slash + 1)..];
        bool isSleepable = prefix.EndsWith(".s", StringComparison.Ordinal);
        if (isSleepable)
            prefix = prefix[..^2];
        foreach (var row in Table)
        {
            if (row.Prefix == name)
                return new(row.Type, row.Expected, row.Method, null, row.Feature, row.Type == ProgramType.Syscall);
            if (row.Prefix != prefix)
                continue;
            return new(row.Type, row.Expected, row.Method, target, row.Feature, isSleepable || row.Type == ProgramType.Syscall);
        }

        throw new BpfException(0, $"load program {program}", $"Its section {section} is of no known kind. Known are {string.Join(", ", Table.Select(static row => row.Prefix))}.");
    }
}
