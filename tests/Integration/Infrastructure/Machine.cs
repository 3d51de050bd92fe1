namespace BpfSharp.Integration.Infrastructure;

/// <summary>What the machine under the tests can do, asked of the kernel without the library under test.</summary>
static class Machine
{
    static readonly Lazy<bool> Trampolines = new(ProbeTrampolines);

    public static Version Kernel { get; } = new(File.ReadAllText("/proc/sys/kernel/osrelease").Split('.', '-') is [var major, var minor, ..] ? $"{major}.{minor}" : "0.0");

    public static bool IsRoot => Environment.IsPrivilegedProcess;

    public static bool HasBtf => File.Exists("/sys/kernel/btf/vmlinux");

    public static bool HasKprobes => Directory.Exists("/sys/bus/event_source/devices/kprobe");

    public static bool HasUprobes => Directory.Exists("/sys/bus/event_source/devices/uprobe");

    public static bool HasTracefs => Directory.Exists("/sys/kernel/tracing/events");

    public static bool HasCgroup2 => CgroupMount is not null;

    public static bool HasBpfLsm => HasTrampolines
        && File.Exists("/sys/kernel/security/lsm") && File.ReadAllText("/sys/kernel/security/lsm").Split(',').Contains("bpf");

    /// <summary>Whether fentry, fexit and fmod_ret programs load. Some kernels have all their parts and still refuse.</summary>
    public static bool HasTrampolines => Trampolines.Value;

    /// <summary>Where the unified cgroup hierarchy is, or null.</summary>
    public static string? CgroupMount => File.ReadLines("/proc/mounts").Select(l => l.Split(' ')).FirstOrDefault(f => f[2] == "cgroup2")?[1];

    public static bool HasTool(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, name)));

    static bool ProbeTrampolines()
    {
        if (!IsRoot || !HasBtf || KernelFunctions.FindId("bpf_fentry_test1") is not { } function)
            return false;
        int program = RawBpf.LoadEmptyFentry(function);
        if (program < 0)
            return false;
        RawBpf.Close(program);
        return true;
    }
}
