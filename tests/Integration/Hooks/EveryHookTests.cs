using BpfSharp.Integration.Infrastructure;
using BpfSharp.Integration.Kprobes;
using Xunit;

namespace BpfSharp.Integration.Hooks;

/// <summary>
/// The same for every tracing hook: attached with its object, detached, attached by a call, asked about, given a file that outlives the
/// attachment, opened again by it and ended. After each step the program runs or does not.
/// </summary>
[Collection(nameof(Alone))]
public sealed class EveryHookTests : IDisposable
{
    readonly BpfMount mount = new();

    public void Dispose() => mount.Dispose();

    [Fact]
    [Trait("hook", "fentry")]
    public void Fentry() => Check(new FentryHook { Thread = Calls.Thread }, BpfLinkType.Tracing, Requires.Trampolines);

    [Fact]
    [Trait("hook", "fexit")]
    public void Fexit() => Check(new FexitHook { Thread = Calls.Thread }, BpfLinkType.Tracing, Requires.Trampolines);

    [Fact]
    [Trait("hook", "fmod_ret")]
    public void FmodRet() => Check(new FmodRetHook { Thread = Calls.Thread }, BpfLinkType.Tracing, Requires.Trampolines);

    [Fact]
    [Trait("hook", "kprobe")]
    public void Kprobe() => Check(new KprobeHook { Thread = Calls.Thread }, BpfLinkType.PerfEvent, Requires.Kprobes);

    [Fact]
    [Trait("hook", "kretprobe")]
    public void Kretprobe() => Check(new KretprobeHook { Thread = Calls.Thread }, BpfLinkType.PerfEvent, Requires.Kprobes);

    [Fact]
    [Trait("hook", "ksyscall")]
    public void Ksyscall() => Check(new KsyscallHook { Thread = Calls.Thread }, BpfLinkType.PerfEvent, Requires.Kprobes);

    [Fact]
    [Trait("hook", "kretsyscall")]
    public void Kretsyscall() => Check(new KretsyscallHook { Thread = Calls.Thread }, BpfLinkType.PerfEvent, Requires.Kprobes);

    [Fact]
    [Trait("hook", "kprobe.multi")]
    public void KprobeMulti() => Check(new KprobeMultiHook { Thread = Calls.Thread }, BpfLinkType.KprobeMulti, Requires.Kprobes);

    [Fact]
    [Trait("hook", "kretprobe.multi")]
    public void KretprobeMulti() => Check(new KretprobeMultiHook { Thread = Calls.Thread }, BpfLinkType.KprobeMulti, Requires.Kprobes);

    [Fact]
    [Trait("hook", "kprobe.session")]
    public void KprobeSession() => Check(new KprobeSessionHook { Thread = Calls.Thread }, BpfLinkType.KprobeMulti, () => Requires.Feature(BpfFeature.KprobeSession));

    [Fact]
    [Trait("hook", "tp")]
    public void Tracepoint() => Check(new TracepointHook { Thread = Calls.Thread }, BpfLinkType.PerfEvent, Requires.Tracefs);

    [Fact]
    [Trait("hook", "raw_tp")]
    public void RawTracepoint() => Check(new RawTracepointHook { Thread = Calls.Thread }, BpfLinkType.RawTracepoint, Requires.Root);

    [Fact]
    [Trait("hook", "tp_btf")]
    public void BtfTracepoint() => Check(new BtfTracepointHook { Thread = Calls.Thread }, BpfLinkType.RawTracepoint, Requires.Btf);

    /// <summary>What is verified for its target can be told it as long as it is not loaded, and again after a load that failed.</summary>
    [Fact]
    public void A_typed_tracepoint_is_named_before_it_is_loaded() => CheckTarget(new BtfTracepointHook { Thread = Calls.Thread }, "sys_exit", Requires.Btf);

    [Fact]
    public void A_function_is_named_before_its_program_is_loaded() => CheckTarget(new FentryHook { Thread = Calls.Thread }, "__sys_socket", Requires.Trampolines);

    static void CheckTarget<T>(T probe, string target, Action requires)
        where T : BpfObject, IHookProbe
    {
        using T disposed = probe;
        Requires.Root();
        requires();
        BpfProgram program = probe.Programs["Program"];
        program.SetTarget(target + "x");
        Assert.Contains(target + "x", Assert.Throws<BpfUnsupportedException>(probe.Load).Advice, StringComparison.Ordinal);
        program.SetTarget(target);
        probe.Attach();
        Runs(probe, 1);
        Assert.Throws<InvalidOperationException>(() => program.SetTarget(target));
    }

    void Check<T>(T probe, BpfLinkType type, Action requires)
        where T : BpfObject, IHookProbe
    {
        using T disposed = probe;
        Requires.Root();
        requires();
        mount.Require();
        LeakGuard leaks = LeakGuard.Start();
        Runs(probe, 0);
        probe.Attach();
        BpfProgram program = probe.Programs["Program"];
        Assert.True(program.IsAttached);
        Runs(probe, 1);
        program.Detach();
        Assert.False(program.IsAttached);
        Runs(probe, 0);
        BpfLink link = program.Attach(cookie: 0);
        Runs(probe, 1);
        if (IsLink(type))
            Pin(probe, link, type);
        else
            Assert.Contains(Assert.Throws<BpfUnsupportedException>(() => link.GetInformation()).Feature, (BpfFeature?[])[BpfFeature.PerfEventLinks, BpfFeature.KprobeMulti]);
        link.Dispose();
        Assert.False(link.IsAttached);
        // The kernel lets go of a file that was deleted when nobody can be looking at it any more.
        Assert.True(SpinWait.SpinUntil(() => Times(probe) == 0, TimeSpan.FromMinutes(3)), "it has ended");
        probe.Dispose();
        leaks.AssertNothingLeft();
    }

    /// <summary>What else the kernel has than links ends with its descriptor: perf events before 5.15, and those that stand in for kprobe.multi.</summary>
    static bool IsLink(BpfLinkType type) => type switch
    {
        BpfLinkType.PerfEvent => KernelFeatures.IsSupported(BpfFeature.PerfEventLinks),
        BpfLinkType.KprobeMulti => KernelFeatures.IsSupported(BpfFeature.KprobeMulti),
        _ => true,
    };

    void Pin<T>(T probe, BpfLink link, BpfLinkType type)
        where T : BpfObject, IHookProbe
    {
        BpfLinkInformation information = link.GetInformation();
        Assert.Equal((type, link.Program.Id), (information.Type, information.ProgramId));
        Assert.Contains(information.Id, RawBpf.Ids(31));
        string path = mount.PathOf(probe.GetType().Name);
        link.Pin(path);
        link.Dispose();
        Runs(probe, 1);
        using BpfPinnedLink again = BpfPinnedLink.Open(path);
        Assert.Equal(information, again.Information);
        again.Unpin();
        Runs(probe, 1);
    }

    static void Runs<T>(T probe, int times)
        where T : BpfObject, IHookProbe
    {
        Assert.Equal(times, Times(probe));
    }

    static int Times<T>(T probe)
        where T : BpfObject, IHookProbe
    {
        int before = probe.Count;
        Assert.Equal(-97, Calls.OpenSocket(77, 0, 79));
        Calls.OpenSocket(1, 2, 79); // as far as the security hook; for a protocol of another family the kernel would run modprobe
        return probe.Count - before;
    }
}
