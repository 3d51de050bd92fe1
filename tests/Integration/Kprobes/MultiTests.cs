using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Kprobes;

/// <summary>One program on many functions: by one link where the kernel has that, else by many kprobes.</summary>
[Collection(nameof(Alone))]
public sealed class MultiTests
{
    public MultiTests()
    {
        Requires.Root();
        Requires.Kprobes();
        Requires.Tracefs();
    }

    [Fact]
    [Trait("hook", "kprobe.multi")]
    public void A_pattern_names_the_functions()
    {
        LeakGuard leaks = LeakGuard.Start();
        using (MultiProbes probes = new() { Thread = Calls.Thread })
        {
            probes.Attach();
            // __sys_socket and __sys_socketpair begin so on every kernel.
            Assert.Equal(-97, Calls.OpenSocket(77, 0, 0));
            Assert.Equal((1, 77L), (probes.Entered, probes.Argument));
            Assert.Equal((1, -97L), (probes.Returned, probes.Result));
            Calls.OpenSocketPair(78);
            Assert.Equal((2, 78L, 1), (probes.Entered, probes.Argument, probes.Returned));
            probes.Programs["OnEntry"].Detach();
            Calls.OpenSocket(79, 0, 0);
            Assert.Equal((2, 2), (probes.Entered, probes.Returned));
        }
        leaks.AssertNothingLeft();
    }

    /// <summary>A kernel that counts says so, whichever way it has of many functions.</summary>
    [Fact]
    public void Misses_of_many_functions_are_counted_where_those_of_one_are()
    {
        using MultiProbes probes = new() { Thread = Calls.Thread };
        probes.Attach();
        Assert.Equal(-97, Calls.OpenSocket(77, 0, 0));
        bool isCounted = Machine.Kernel >= new Version(6, 7);
        Assert.Equal(isCounted ? 0ul : null, probes.Programs["OnEntry"].GetMissedRuns().ByProbe);
        Assert.Equal(isCounted, probes.Programs["OnReturn"].GetMissedRuns().Total is not null);
    }

    [Fact]
    public void Functions_named_at_run_time_with_cookies()
    {
        Requires.Kernel(5, 15);
        string[] functions = ["__sys_socket", "__sys_socketpair"];
        using TellingProbes probes = new() { Thread = Calls.Thread };
        probes.Load();
        using (probes.Programs["OnEntry"].AttachToFunctions(functions, [11, 12]))
        using (probes.Programs["OnOne"].AttachToFunction("__sys_socket", cookie: 13))
        {
            Calls.OpenSocket(77, 0, 0);
            Calls.OpenSocketPair(78);
        }
        Assert.Equal((ulong[])[11, 12, 13], probes.Cookies.Select(pair => pair.Key).Order());
        ulong[] addresses = [.. probes.Addresses.Select(pair => pair.Key).Order()];
        Assert.Equal(functions.Select(KernelAddress.Of).Order(), addresses.Select(address => functions.Select(KernelAddress.Of).OrderBy(known => Math.Abs((long)(known - address))).First()));
    }

    [Fact]
    public void No_match_and_no_such_function_are_said()
    {
        using TellingProbesOrNone probes = new();
        probes.Load();
        BpfProgram program = probes.Programs["OnEntry"];
        Assert.Contains("no_such_prefix_*", Assert.Throws<BpfUnsupportedException>(() => program.AttachToFunctions("no_such_prefix_*")).Advice, StringComparison.Ordinal);
        // A name without a wildcard is the kernel's to find, and what it cannot find gets near names.
        Assert.Contains("vfs_read", Assert.Throws<BpfUnsupportedException>(() => program.AttachToFunctions("vfs_raed")).Advice, StringComparison.Ordinal);
        Assert.Contains("no_such_function", Assert.Throws<BpfUnsupportedException>(() => program.AttachToFunctions(["__sys_socket", "no_such_function"])).Advice, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => program.AttachToFunctions(["__sys_socket"], [1, 2]));
    }

    /// <summary>6.1 of Debian is built without it (CONFIG_FPROBE).</summary>
    [Fact]
    public void The_feature_is_there_when_the_kernel_has_its_code() =>
        Assert.Equal(KernelAddress.Has("bpf_kprobe_multi_link_attach") && KernelAddress.Has("register_fprobe"), KernelFeatures.IsSupported(BpfFeature.KprobeMulti));
}

[BpfObject]
internal sealed partial class TellingProbesOrNone
{
    [KprobeMulti]
    int OnEntry() => 0;
}
