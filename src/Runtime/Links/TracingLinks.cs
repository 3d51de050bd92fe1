using System.Text;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>Raw tracepoints, typed tracepoints, function entry and exit. From kernel 5.8 the descriptors are bpf_links.</summary>
internal static unsafe class TracingLinks
{
    /// <summary>Attaches to a tracepoint by name.</summary>
    public static KernelLink AttachRawTracepoint(KernelProgram program, FileHandle handle, string name, string operation, ulong cookie = 0)
    {
        byte[] text = [.. Encoding.UTF8.GetBytes(name), 0];
        fixed (byte* pointer = text)
            return Open(program, handle, (ulong)pointer, name, operation, cookie);
    }

    /// <summary>Attaches to what the program was loaded for.</summary>
    public static KernelLink AttachByType(KernelProgram program, FileHandle handle, AttachType type, string operation, ulong cookie = 0)
    {
        // Older kernels attach only this way, and it cannot carry a cookie for a function.
        if (cookie == 0 || type == AttachType.TraceRawTracepoint)
            return Open(program, handle, 0, "", operation, cookie);
        var attribute = new TracingLinkAttribute { ProgramFd = (uint)handle.Fd, AttachType = type, Cookie = cookie };
        if (BpfSyscall.Open(BpfCommand.LinkCreate, ref attribute, out int errno) is { } link)
            return new(program, link);
        throw errno == Errno.EINVAL ? WithoutCookies(errno, operation, "6.0") : Failure(errno, program, "", operation);
    }

    /// <summary>Puts a program in the place of a function of another one.</summary>
    public static KernelLink AttachToProgram(KernelProgram program, FileHandle handle, AttachTarget target, string operation)
    {
        using var held = new HeldHandle(target.Object!);
        var attribute = new TracingLinkAttribute { ProgramFd = (uint)handle.Fd, Target = (uint)target.Object!.Fd, TargetBtfId = (uint)target.BtfId };
        if (BpfSyscall.Open(BpfCommand.LinkCreate, ref attribute, out int errno) is { } link)
            return new(program, link);
        throw errno switch
        {
            Errno.EBUSY => new BpfException(errno, operation, "Another program has taken the place of that function already, and there is room for one."),
            Errno.EINVAL => new BpfException(errno, operation, $"The function's parameters or result, or the hook of the program it is in, are not those that {program.Name} was loaded for. Load it once more for this one, with SetTarget(program, function)."),
            _ => Failure(errno, program, "", operation),
        };
    }

    private static KernelLink Open(KernelProgram program, FileHandle handle, ulong name, string target, string operation, ulong cookie)
    {
        var attribute = new RawTracepointOpenAttribute { Name = name, ProgramFd = (uint)handle.Fd, Cookie = cookie };
        if (BpfSyscall.Open(BpfCommand.RawTracepointOpen, ref attribute, out int errno) is { } link)
            return new(program, link);
        throw cookie != 0 && errno is Errno.E2BIG or Errno.EINVAL ? WithoutCookies(errno, operation, "6.10") : Failure(errno, program, target, operation);
    }

    private static BpfUnsupportedException WithoutCookies(int errno, string operation, string release) =>
        new(null, errno, operation, $"The kernel takes no cookie here: that needs kernel {release}.");

    private static BpfException Failure(int errno, KernelProgram program, string target, string operation)
    {
        if (PrivilegeErrors.Explain(errno, operation, Capability.Bpf, Capability.Perfmon) is { } lacking)
            return lacking;
        return errno switch
        {
            Errno.ENOENT when target.Length > 0 => new BpfUnsupportedException(null, errno, operation, $"The kernel has no tracepoint {target}.{NearNames.Suggest(target, TracepointNames.All())}"),
            Errno.ENOTSUPP or Errno.EOPNOTSUPP => new BpfUnsupportedException(BpfFeature.FunctionTrampolines, errno, operation, "The kernel cannot hook this function so: on this architecture not at all, or the function has more arguments than are in registers, for which x64 needs kernel 6.6."),
            Errno.EBUSY => new BpfException(errno, operation, "The function is traced by something that does not share it, for example live patching."),
            Errno.EINVAL => new BpfException(errno, operation, "The program reads more arguments than the tracepoint has, or the hook takes no program of this kind."),
            // include/linux/bpf.h, BPF_MAX_TRAMP_LINKS; 40 before 6.0. Their calls must fit a page, too.
            Errno.E2BIG => new BpfException(errno, operation, $"{program.Kind.Target ?? "The function"} has as many programs as there is room for (at most 38, of [Fentry], [Fexit] and [FmodRet] together): detach some, of this process or others (bpftool link), or have one program do the work of several."),
            _ => new BpfException(errno, operation, "This is not expected." + PrivilegeErrors.Lockdown()),
        };
    }
}
