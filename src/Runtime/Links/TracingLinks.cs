using System.Text;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>Raw tracepoints, typed tracepoints, function entry and exit. From kernel 5.8 the descriptors are bpf_links.</summary>
internal static unsafe class TracingLinks
{
    /// <summary>Attaches to a tracepoint by name.</summary>
    public static KernelLink AttachRawTracepoint(KernelProgram program, FileHandle handle, string name, string operation)
    {
        byte[] text = [.. Encoding.UTF8.GetBytes(name), 0];
        fixed (byte* pointer = text)
            return Open(program, handle, (ulong)pointer, name, operation);
    }

    /// <summary>Attaches to what the program was loaded for.</summary>
    public static KernelLink AttachByType(KernelProgram program, FileHandle handle, string operation) =>
        Open(program, handle, 0, "", operation);

    private static KernelLink Open(KernelProgram program, FileHandle handle, ulong name, string target, string operation)
    {
        var attribute = new RawTracepointOpenAttribute { Name = name, ProgramFd = (uint)handle.Fd };
        return BpfSyscall.Open(BpfCommand.RawTracepointOpen, ref attribute, out int errno) is { } link
            ? new(program, link)
            : throw Failure(errno, target, operation);
    }

    private static BpfException Failure(int errno, string target, string operation)
    {
        if (PrivilegeErrors.Explain(errno, operation, Capability.Bpf, Capability.Perfmon) is { } lacking)
            return lacking;
        return errno switch
        {
            Errno.ENOENT when target.Length > 0 => new BpfUnsupportedException(null, errno, operation, $"The kernel has no tracepoint {target}.{NearNames.Suggest(target, TracepointNames.All())}"),
            Errno.ENOTSUPP or Errno.EOPNOTSUPP => new BpfUnsupportedException(BpfFeature.FunctionTrampolines, errno, operation, "The kernel cannot hook functions on this architecture."),
            Errno.EBUSY => new BpfException(errno, operation, "The function is traced by something that does not share it, for example live patching."),
            Errno.EINVAL => new BpfException(errno, operation, "The program reads more arguments than the tracepoint has, or the hook takes no program of this kind."),
            Errno.E2BIG => new BpfException(errno, operation, "Too many programs are attached to this function."),
            _ => new BpfException(errno, operation, "This is not expected." + PrivilegeErrors.Lockdown()),
        };
    }
}
