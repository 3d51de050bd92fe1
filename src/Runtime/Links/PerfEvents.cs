using System.Runtime.InteropServices;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>Tracepoints as perf events, and how any perf event comes to run a program.</summary>
internal static unsafe class PerfEvents
{
    private const uint TypeTracepoint = 2;

    public static KernelLink AttachTracepoint(KernelProgram program, FileHandle handle, string target, string operation, ulong cookie = 0)
    {
        var attribute = new PerfEventAttribute
        {
            Type = TypeTracepoint,
            Size = (uint)sizeof(PerfEventAttribute),
            Config = TraceFs.TracepointId(target, operation),
            SamplePeriod = 1,
            WakeupEvents = 1,
        };
        var perf = BpfSyscall.OpenPerfEvent(ref attribute, cpu: 0, out int errno) ?? throw PerfFailure(errno, operation);
        return Attach(program, handle, perf, operation, cookie);
    }

    /// <summary>Lets a perf event run a program, by link where the kernel has it. The event is closed when that fails.</summary>
    public static KernelLink Attach(KernelProgram program, FileHandle handle, FileHandle perf, string operation, ulong cookie = 0)
    {
        try
        {
            if (KernelFeatures.Probe(BpfFeature.PerfEventLinks))
            {
                var attribute = new LinkCreateAttribute { ProgramFd = (uint)handle.Fd, Target = (uint)perf.Fd, AttachType = AttachType.PerfEvent, Cookie = cookie };
                var link = BpfSyscall.Open(BpfCommand.LinkCreate, ref attribute, out int errno) ?? throw BpfFailure(errno, operation);
                Control(perf, LinuxConstants.PerfEventEnable, 0, operation, link);
                return new PerfLink(program, link, perf);
            }

            if (cookie != 0)
                throw new BpfUnsupportedException(BpfFeature.PerfEventLinks, 0, operation, "Cookies for kprobes and tracepoints need kernel 5.15.");
            Control(perf, LinuxConstants.PerfEventSetBpf, handle.Fd, operation, null);
            Control(perf, LinuxConstants.PerfEventEnable, 0, operation, null);
            return new PerfLink(program, null, perf);
        }
        catch
        {
            perf.Dispose();
            throw;
        }
    }

    private static void Control(FileHandle perf, nuint request, nint argument, string operation, FileHandle? link)
    {
        if (NativeMethods.Ioctl(perf.Fd, request, argument) == 0)
            return;
        int errno = Marshal.GetLastPInvokeError();
        link?.Dispose();
        throw BpfFailure(errno, operation);
    }

    private static BpfException BpfFailure(int errno, string operation) =>
        PrivilegeErrors.Explain(errno, operation, Capability.Bpf, Capability.Perfmon) ?? new(errno, operation, errno switch
        {
            Errno.EEXIST => "Another program occupies this perf event.",
            Errno.E2BIG => "Too many programs are attached here (the kernel allows 64).",
            Errno.EINVAL => "The kernel does not take this program here: it reads beyond the tracepoint's record, or its licence is not GPL-compatible.",
            _ => "This is not expected.",
        });

    private static BpfException PerfFailure(int errno, string operation)
    {
        if (PrivilegeErrors.Explain(errno, operation, Capability.Perfmon) is { } lacking)
            return lacking;
        return errno switch
        {
            Errno.ENOENT => new BpfUnsupportedException(null, errno, operation, "The tracepoint has gone: its module may have been unloaded."),
            Errno.EACCES or Errno.EPERM => new BpfException(errno, operation, "The kernel refused although the capabilities are there: a security module or seccomp filter may forbid perf_event_open(2)." + PrivilegeErrors.Lockdown()),
            Errno.ENOSYS => new BpfUnsupportedException(null, errno, operation, "The kernel was built without perf events (CONFIG_PERF_EVENTS)."),
            _ => new BpfException(errno, operation, "This is not expected."),
        };
    }
}
