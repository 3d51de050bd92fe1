using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Kprobes;

[BpfObject]
public sealed partial class ClassicProbe
{
    [Kretprobe("__x64_sys_clone")]
    int OnClone(int child) => 0;
}

/// <summary>Reads nothing of the function, so that nothing of it is held against what the program declares.</summary>
[BpfObject]
public sealed partial class BareProbe
{
    [Kprobe]
    int Anywhere() => 0;
}

/// <summary>Each reason for which a kernel refuses a probe, and what is said about it.</summary>
public sealed class RefusalTests
{
    public RefusalTests() => Requires.Root();

    [Fact]
    public void A_kernel_without_kprobes_names_what_to_use_instead()
    {
        Assert.SkipWhen(Machine.HasKprobes, "needs a kernel without kprobes");
        using ClassicProbe probe = new();
        var missing = Assert.Throws<BpfUnsupportedException>(probe.Attach);
        Assert.Equal(BpfFeature.Kprobes, missing.Feature);
        Assert.Contains("[Tracepoint(\"syscalls/sys_exit_clone\")]", missing.Advice, StringComparison.Ordinal);
        Assert.Contains("[BtfTracepoint]", missing.Advice, StringComparison.Ordinal);
        Assert.Contains("FallbackFor", missing.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_function_gets_near_names()
    {
        var missing = Assert.Throws<BpfUnsupportedException>(() => Attach("vfs_raed"));
        Assert.Contains("no function vfs_raed", missing.Message, StringComparison.Ordinal);
        Assert.Contains("vfs_read", missing.Advice, StringComparison.Ordinal);
        Assert.Equal(2, missing.Errno);
        Assert.Null(missing.Feature);
    }

    [Fact]
    public void A_function_that_is_only_in_the_source_may_be_inlined()
    {
        // static inline in include/linux/sched/task.h in all versions.
        var missing = Assert.Throws<BpfUnsupportedException>(() => Attach("get_task_struct"));
        Assert.Contains("inlined into its callers", missing.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_the_compiler_has_reshaped_is_named()
    {
        Requires.Kprobes();
        string copy = KernelAddress.Names.FirstOrDefault(n => n.IndexOf('.', StringComparison.Ordinal) is var dot and > 0
            && (n.AsSpan(dot).StartsWith(".isra.") || n.AsSpan(dot).StartsWith(".constprop.") || n.AsSpan(dot).StartsWith(".part."))
            && !n.EndsWith(".cold", StringComparison.Ordinal) && !KernelAddress.Has(n[..dot])) ?? "";
        Assert.SkipWhen(copy.Length == 0, "needs a kernel with a function that the compiler has reshaped");
        string function = copy[..copy.IndexOf('.', StringComparison.Ordinal)];
        var missing = Assert.Throws<BpfUnsupportedException>(() => Attach(function));
        Assert.Contains($"the compiler left only {function}.", missing.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_system_calls_bare_name_points_to_the_right_hook() =>
        Assert.Contains("[Ksyscall(\"clone\")]", Assert.Throws<BpfUnsupportedException>(() => Attach("sys_clone")).Advice, StringComparison.Ordinal);

    [Fact]
    public void A_blacklisted_function_is_said_to_be()
    {
        Requires.Kprobes();
        NeedBlacklist();
        string function = Blacklisted.Value.First(n => KernelAddress.Has(n) && KernelAddress.Count(n) == 1);
        var refused = Assert.Throws<BpfUnsupportedException>(() => Attach(function));
        Assert.Contains($"{function} is blacklisted (/sys/kernel/debug/kprobes/blacklist)", refused.Advice, StringComparison.Ordinal);
        Assert.Equal(22, refused.Errno);
    }

    [Fact]
    public void A_notrace_function_is_said_to_be()
    {
        Requires.Kprobes();
        Requires.Tracefs();
        NeedBlacklist();
        // Marked notrace in kernel/time/timekeeping.c, kernel/trace/trace_clock.c and arch/x86/kernel/tsc.c.
        string[] marked = ["ktime_get_mono_fast_ns", "ktime_get_raw_fast_ns", "trace_clock_local", "trace_clock", "sched_clock", "native_sched_clock"];
        string? function = marked.FirstOrDefault(n => KernelAddress.Has(n) && KernelAddress.Count(n) == 1 && !Traceable.Value.Contains(n) && !Blacklisted.Value.Contains(n));
        Assert.SkipWhen(function is null, "needs a kernel with a known notrace function");
        var refused = Assert.Throws<BpfUnsupportedException>(() => Attach(function));
        Assert.Contains($"{function} is marked notrace", refused.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_functions_of_one_name_need_an_address()
    {
        Requires.Kprobes();
        Requires.Tracefs();
        Requires.Kernel(6, 6); // older kernels take the first
        string function = Traceable.Value.Where(n => KernelAddress.Count(n) > 1).Order(StringComparer.Ordinal).First();
        var refused = Assert.Throws<BpfException>(() => Attach(function));
        Assert.Contains("AttachToAddress", refused.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_capability_is_named_when_loading_and_when_attaching()
    {
        Requires.Kprobes();
        using PlaceProbes probes = new();
        Privileges.Drop(() => Assert.Contains("CAP_BPF", Assert.Throws<BpfException>(probes.Load).Advice, StringComparison.Ordinal));
        probes.Load();
        Privileges.Drop(() =>
        {
            var refused = Assert.Throws<BpfException>(() => probes.Programs["Anywhere"].AttachToFunction("__sys_socket"));
            Assert.Contains("CAP_PERFMON", refused.Advice, StringComparison.Ordinal);
            Assert.Contains("sudo", refused.Advice, StringComparison.Ordinal);
        });
    }

    /// <summary>Only after <c>echo confidentiality &gt; /sys/kernel/security/lockdown</c>, which cannot be undone before the next boot.</summary>
    [Fact]
    public void Lockdown_is_named()
    {
        Requires.Kprobes();
        const string path = "/sys/kernel/security/lockdown";
        Assert.SkipUnless(File.Exists(path) && File.ReadAllText(path).Contains("[confidentiality]", StringComparison.Ordinal), "needs a kernel locked down for confidentiality");
        using ClassicProbe probe = new();
        var refused = Assert.Throws<BpfException>(probe.Attach);
        Assert.Contains("locked down in confidentiality mode", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Tracepoints", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Read once: in an emulated machine that takes seconds.</summary>
    static readonly Lazy<HashSet<string>> Traceable = new(() => [.. Names("/sys/kernel/tracing/available_filter_functions", ' ', 0)]);

    static readonly Lazy<HashSet<string>> Blacklisted = new(() => [.. Names("/sys/kernel/debug/kprobes/blacklist", '\t', 1)]);

    static void NeedBlacklist() => Assert.SkipUnless(File.Exists("/sys/kernel/debug/kprobes/blacklist"), "needs a mounted debugfs");

    static void Attach(string function)
    {
        Requires.Kprobes();
        using BareProbe probes = new();
        probes.Load();
        probes.Programs["Anywhere"].AttachToFunction(function);
    }

    static IEnumerable<string> Names(string path, char separator, int column) =>
        File.ReadLines(path).Select(l => l.Split(separator)).Where(f => f.Length > column).Select(f => f[column]);
}
