using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>Tracepoints and kprobes as perf events, which vanish with their descriptor (unlike those made in tracefs).</summary>
internal static unsafe class PerfEvents
{
    public const string KprobeTypePath = "/sys/bus/event_source/devices/kprobe/type";

    private const string KprobeReturnPath = "/sys/bus/event_source/devices/kprobe/format/retprobe";
    private const uint TypeTracepoint = 2;

    public static KernelLink AttachTracepoint(KernelProgram program, FileHandle handle, string target, string operation)
    {
        var attribute = new PerfEventAttribute
        {
            Type = TypeTracepoint,
            Size = (uint)sizeof(PerfEventAttribute),
            Config = TraceFs.TracepointId(target, operation),
            SamplePeriod = 1,
            WakeupEvents = 1,
        };
        var perf = BpfSyscall.OpenPerfEvent(ref attribute, cpu: 0, out int errno) ?? throw PerfFailure(errno, operation, "");
        return Attach(program, handle, perf, operation);
    }

    public static KernelLink AttachKprobe(KernelProgram program, FileHandle handle, string target, bool isReturn, string operation)
    {
        if (!File.Exists(KprobeTypePath))
        {
            throw new BpfUnsupportedException(BpfFeature.Kprobes, Errno.ENOENT, operation,
                "The kernel has no kprobes for perf events (CONFIG_KPROBE_EVENTS, kernel 4.17). Use a tracepoint or a function hook if it has those.");
        }

        // function+offset is what a kprobe in the middle of a function is called everywhere.
        (string function, ulong offset) = SplitOffset(target, operation);
        byte[] name = [.. Encoding.UTF8.GetBytes(function), 0];
        fixed (byte* pointer = name)
        {
            var attribute = new PerfEventAttribute
            {
                Type = uint.Parse(File.ReadAllText(KprobeTypePath).Trim(), CultureInfo.InvariantCulture),
                Size = (uint)sizeof(PerfEventAttribute),
                Config = isReturn ? 1ul << ReturnBit() : 0,
                Config1 = (ulong)pointer,
                Config2 = offset,
            };
            var perf = BpfSyscall.OpenPerfEvent(ref attribute, cpu: 0, out int errno) ?? throw PerfFailure(errno, operation, function);
            return Attach(program, handle, perf, operation);
        }
    }

    private static KernelLink Attach(KernelProgram program, FileHandle handle, FileHandle perf, string operation)
    {
        try
        {
            if (KernelFeatures.Probe(BpfFeature.PerfEventLinks))
            {
                var attribute = new LinkCreateAttribute { ProgramFd = (uint)handle.Fd, Target = (uint)perf.Fd, AttachType = AttachType.PerfEvent };
                var link = BpfSyscall.Open(BpfCommand.LinkCreate, ref attribute, out int errno) ?? throw BpfFailure(errno, operation);
                Control(perf, LinuxConstants.PerfEventEnable, 0, operation, link);
                return new(program, link, perf);
            }

            Control(perf, LinuxConstants.PerfEventSetBpf, handle.Fd, operation, null);
            Control(perf, LinuxConstants.PerfEventEnable, 0, operation, null);
            return new(program, perf);
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

    private static BpfException PerfFailure(int errno, string operation, string function)
    {
        if (PrivilegeErrors.Explain(errno, operation, Capability.Perfmon) is { } lacking)
            return lacking;
        return errno switch
        {
            Errno.ENOENT when function.Length > 0 => new BpfUnsupportedException(null, errno, operation,
                $"The kernel has no function {function} that can be probed: look for its name in /proc/kallsyms (compilers inline functions or add suffixes such as .isra.0).{Suggest(function)}"),
            Errno.EINVAL when function.Length > 0 => new BpfUnsupportedException(null, errno, operation,
                $"The kernel does not let {function} be probed: it is one of those kprobes themselves use (see /sys/kernel/debug/kprobes/blacklist), or the offset is not at an instruction."),
            Errno.ENOENT => new BpfUnsupportedException(null, errno, operation, "The tracepoint has gone: its module may have been unloaded."),
            Errno.EACCES or Errno.EPERM => new BpfException(errno, operation, "The kernel refused although the capabilities are there: a security module or seccomp filter may forbid perf_event_open(2)." + PrivilegeErrors.Lockdown()),
            Errno.ENOSYS => new BpfUnsupportedException(null, errno, operation, "The kernel was built without perf events (CONFIG_PERF_EVENTS)."),
            _ => new BpfException(errno, operation, "This is not expected."),
        };
    }

    private static string Suggest(string function) =>
        RunningKernel.Types() is { } kernel ? NearNames.Suggest(function, FunctionNames.All(kernel.Types)) : "";

    private static (string Function, ulong Offset) SplitOffset(string target, string operation)
    {
        int plus = target.IndexOf('+', StringComparison.Ordinal);
        if (plus < 0)
            return (target, 0);
        string number = target[(plus + 1)..];
        bool isHex = number.StartsWith("0x", StringComparison.Ordinal);
        return ulong.TryParse(isHex ? number.AsSpan(2) : number, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out ulong offset)
            ? (target[..plus], offset)
            : throw new BpfException(0, operation, $"'{target}' is no function with an offset: write function+0x10.");
    }

    /// <summary>The file says <c>config:0</c>.</summary>
    private static int ReturnBit()
    {
        string text = File.Exists(KprobeReturnPath) ? File.ReadAllText(KprobeReturnPath).Trim() : "";
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int bit) ? bit : 0;
    }
}
