using System.Net.Sockets;
using BpfSharp.Sys;

namespace BpfSharp;

internal sealed partial class KernelProgram
{
    /// <summary>Whether the object's Attach concerns this program.</summary>
    public bool AttachesItself => Kind.Method is not (AttachMethod.None or AttachMethod.Iterator) && Kind.Target is not null;

    public override void Attach()
    {
        _ = Loaded;
        if (!IsAttached)
            Attach(cookie: 0);
    }

    public override BpfLink Attach(ulong cookie)
    {
        var program = Loaded;
        string operation = $"attach program {Name} ({Section})";
        if (Kind.Method != AttachMethod.None && Kind.Target is null)
            throw new InvalidOperationException($"Program {Name} cannot be attached: its section {Section} does not say what to. Name it in the attribute ([Kprobe(\"vfs_read\")], in C after the section's slash), with SetTarget, or in the call (AttachToFunction and its like).");
        string target = Kind.Target ?? "";
        var link = Kind.Method switch
        {
            AttachMethod.RawTracepoint => TracingLinks.AttachRawTracepoint(this, program, target, operation, cookie),
            AttachMethod.Tracing => AttachTyped(program, operation, cookie),
            AttachMethod.Replacement => AttachReplacement(program, operation, cookie),
            AttachMethod.Tracepoint => PerfEvents.AttachTracepoint(this, program, target, operation, cookie),
            AttachMethod.Kprobe => KprobeLinks.Attach(this, program, KprobeTarget.Parse(target, isReturn: false, operation), operation, cookie),
            AttachMethod.Kretprobe => KprobeLinks.Attach(this, program, KprobeTarget.Parse(target, isReturn: true, operation), operation, cookie),
            AttachMethod.Ksyscall => KprobeLinks.AttachSyscall(this, program, target, isReturn: false, operation, cookie),
            AttachMethod.Kretsyscall => KprobeLinks.AttachSyscall(this, program, target, isReturn: true, operation, cookie),
            AttachMethod.KprobeMulti or AttachMethod.KretprobeMulti or AttachMethod.KprobeSession => AttachToPattern(target, cookie, operation),
            _ => throw new InvalidOperationException($"Program {Name} needs to be told what to attach to: use {ExplicitWay()}."),
        };
        return Add(link);
    }

    public override BpfLink AttachToSocket(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        if (Kind.Type != ProgramType.SocketFilter)
            throw new InvalidOperationException($"Program {Name} ({Section}) is no socket filter.");
        return Add(SocketLinks.Attach(this, Loaded, socket));
    }

    public override BpfLink AttachToInterface(int interfaceIndex, XdpMode mode)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interfaceIndex, 1);
        if (Kind.Type != ProgramType.Xdp)
            throw new InvalidOperationException($"Program {Name} ({Section}) is no XDP program.");
        return Add(XdpLinks.Attach(this, Loaded, interfaceIndex, mode));
    }

    public override BpfLink AttachToInterface(string interfaceName, XdpMode mode)
    {
        ArgumentException.ThrowIfNullOrEmpty(interfaceName);
        return AttachToInterface(NetworkInterfaces.IndexOf(interfaceName, $"attach program {Name} ({Section}) to interface {interfaceName}"), mode);
    }

    public override BpfLink AttachToCgroup(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Kind.Type != ProgramType.CgroupSkb)
            throw new InvalidOperationException($"Program {Name} ({Section}) is no program of control groups.");
        return Add(CgroupLinks.Attach(this, Loaded, path));
    }

    private string ExplicitWay() => Kind.Type switch
    {
        ProgramType.SocketFilter => "AttachToSocket",
        ProgramType.Xdp => "AttachToInterface",
        ProgramType.CgroupSkb => "AttachToCgroup",
        ProgramType.Syscall => "Run",
        ProgramType.Tracing => "Iterate",
        _ => "TestRun, it has no hook of its own here",
    };
}
