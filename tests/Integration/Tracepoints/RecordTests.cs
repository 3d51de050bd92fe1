using BpfSharp.Integration.Infrastructure;
using BpfSharp.Integration.Kprobes;
using Xunit;

namespace BpfSharp.Integration.Tracepoints;

/// <summary>Records of tracepoints: held against the kernel's description, and read.</summary>
[Collection(nameof(Alone))]
public sealed class RecordTests
{
    public RecordTests()
    {
        Requires.Root();
        Requires.Tracefs();
    }

    [Fact]
    public void A_field_in_another_place_is_refused() =>
        AssertRefused(new WrongPlaceProbe(), "the struct WrongPlace that the program declares: its field dfd is at byte 16, and WrongPlace.dfd at 24");

    [Fact]
    public void A_field_of_another_size_is_refused() =>
        AssertRefused(new WrongSizeProbe(), "its field __syscall_nr has 4 bytes, and WrongSize.__syscall_nr 8");

    [Fact]
    public void A_misspelt_field_gets_near_names() =>
        AssertRefused(new WrongNameProbe(), "it has no field dfdd. Did you mean dfd");

    [Fact]
    [Trait("hook", "tp")]
    public void A_program_that_is_run_is_seen_with_its_path()
    {
        Requires.Btf();
        using ExecProbe probe = new();
        probe.Attach();
        int process = Trigger.Run("/bin/true");
        List<SeenRun> seen = [];
        while (probe.Runs.TryRead(out SeenRun run))
            seen.Add(run);
        SeenRun own = seen.Single(run => run.Process == process);
        Assert.Equal((1, "/bin/true"), (own.IsWhole, own.File.ToString()));
    }

    [Fact]
    public void A_tracepoint_named_at_run_time()
    {
        using AnyTracepoint probe = new() { Thread = Calls.Thread };
        probe.Load();
        BpfProgram program = probe.Programs["OnRaw"];
        using (program.AttachToTracepoint("sys_enter"))
            Trigger.GetParentId(3);
        int hits = probe.Hits;
        Assert.InRange(hits, 3, 30); // and what closing does
        Trigger.GetParentId();
        Assert.Equal(hits, probe.Hits);
        Assert.Throws<BpfUnsupportedException>(() => program.AttachToTracepoint("no_such_tracepoint"));
    }

    [Fact]
    public void Cookies_tell_attachments_apart()
    {
        Requires.Kernel(5, 15);
        using CookieProbes probes = new() { Thread = Calls.Thread };
        probes.Load();
        using (probes.Programs["OnTracepoint"].Attach(0x1234_5678_9abc))
        using (probes.Programs["OnTracepoint"].AttachToTracepoint("syscalls/sys_exit_getppid", 7))
            Trigger.GetParentId(5);
        Assert.Equal((5, 5), (probes.Hits[0x1234_5678_9abc], probes.Hits[7]));
    }

    [Fact]
    public void Raw_tracepoints_have_cookies_or_say_since_when()
    {
        Requires.Kernel(6, 6); // the newest instructions, which a class for 6.10 is compiled to
        using RawCookieProbe probe = new() { Thread = Calls.Thread };
        if (Machine.Kernel < new Version(6, 10))
        {
            Assert.Throws<VerifierException>(probe.Load); // the helper is there for other hooks only
            return;
        }
        probe.Load();
        using (probe.Programs["OnRaw"].Attach(99))
            Trigger.GetParentId(100); // the kernel may miss runs while others go on
        Assert.Equal(99ul, probe.Cookie);
    }

    [Fact]
    public void A_cookie_that_the_kernel_cannot_keep_is_refused()
    {
        using AnyTracepoint probe = new() { Thread = Calls.Thread };
        probe.Load();
        if (Machine.Kernel >= new Version(6, 10))
            probe.Programs["OnRaw"].AttachToTracepoint("sys_enter", 5).Dispose();
        else
            Assert.Contains("6.10", Assert.Throws<BpfUnsupportedException>(() => probe.Programs["OnRaw"].AttachToTracepoint("sys_enter", 5)).Advice, StringComparison.Ordinal);
    }

    static void AssertRefused(BpfObject probe, string text)
    {
        using (probe)
        {
            var refused = Assert.Throws<BpfUnsupportedException>(probe.Load);
            Assert.Contains(text, refused.Advice, StringComparison.Ordinal);
            Assert.Contains($"Linux {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()} has ", refused.Advice, StringComparison.Ordinal);
            Assert.Contains("format", refused.Advice, StringComparison.Ordinal);
        }
    }
}
