using System.Globalization;
using System.Text;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>
/// Kprobes as perf events, which vanish with their descriptor. Those made in tracefs (<c>kprobe_events</c>) would
/// survive a process that is killed.
/// </summary>
internal static unsafe class KprobeLinks
{
    public const string TypePath = "/sys/bus/event_source/devices/kprobe/type";

    private const string ReturnPath = "/sys/bus/event_source/devices/kprobe/format/retprobe";

    public static KernelLink Attach(KernelProgram program, FileHandle handle, KprobeTarget target, string operation, ulong cookie = 0)
    {
        var perf = Open(target, out int errno) ?? throw KprobeErrors.Create(errno, target, operation);
        return PerfEvents.Attach(program, handle, perf, operation, cookie);
    }

    /// <summary>Attaches to a system call's function by the first of its possible names that the kernel has.</summary>
    public static KernelLink AttachSyscall(KernelProgram program, FileHandle handle, string name, bool isReturn, string operation, ulong cookie = 0)
    {
        int errno = 0;
        foreach (string function in SyscallNames.Candidates(name))
        {
            if (Open(new(function, 0, 0, isReturn), out errno) is { } perf)
                return PerfEvents.Attach(program, handle, perf, operation, cookie);
            if (errno != Errno.ENOENT || !File.Exists(TypePath))
                throw KprobeErrors.Create(errno, new(function, 0, 0, isReturn), operation);
        }

        throw SyscallNames.Unknown(name, errno, operation);
    }

    private static FileHandle? Open(KprobeTarget target, out int errno)
    {
        if (!File.Exists(TypePath))
        {
            errno = Errno.ENOENT;
            return null;
        }

        byte[] name = [.. Encoding.UTF8.GetBytes(target.Function ?? ""), 0];
        fixed (byte* pointer = name)
        {
            var attribute = new PerfEventAttribute
            {
                Type = uint.Parse(File.ReadAllText(TypePath).Trim(), CultureInfo.InvariantCulture),
                Size = (uint)sizeof(PerfEventAttribute),
                Config = target.IsReturn ? 1ul << ReturnBit() : 0,
                // Without a name, the second word is an address.
                Config1 = target.Function is null ? 0 : (ulong)pointer,
                Config2 = target.Function is null ? target.Address : target.Offset,
            };
            return BpfSyscall.OpenPerfEvent(ref attribute, cpu: 0, out errno);
        }
    }

    /// <summary>The file says <c>config:0</c>.</summary>
    private static int ReturnBit()
    {
        string text = File.Exists(ReturnPath) ? File.ReadAllText(ReturnPath).Trim() : "";
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int bit) ? bit : 0;
    }
}
