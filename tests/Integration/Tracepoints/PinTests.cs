using BpfSharp.Integration.Infrastructure;
using BpfSharp.Integration.Kprobes;
using Xunit;

namespace BpfSharp.Integration.Tracepoints;

/// <summary>Attachments that outlive the object that made them.</summary>
[Collection(nameof(Alone))]
public sealed class PinTests : IDisposable
{
    readonly BpfMount mount = new();

    public void Dispose() => mount.Dispose();

    [Fact]
    public void A_pinned_attachment_is_opened_again_and_ends_with_its_file()
    {
        mount.Require();
        LeakGuard leaks = LeakGuard.Start();
        string path = mount.PathOf("sys_enter");
        BpfLinkInformation made;
        using (AnyTracepoint probe = new() { Thread = Calls.Thread })
        {
            probe.Load();
            BpfLink link = probe.Programs["OnRaw"].AttachToTracepoint("sys_enter");
            made = link.GetInformation();
            Assert.Equal((BpfLinkType.RawTracepoint, probe.Programs["OnRaw"].Id), (made.Type, made.ProgramId));
            link.Pin(path);
            Assert.Contains("file of that name", Assert.Throws<BpfException>(() => link.Pin(path)).Advice, StringComparison.Ordinal);
            link.Dispose();
            int hits = probe.Hits;
            Trigger.GetParentId(2);
            Assert.True(probe.Hits >= hits + 2, "it is still attached");
            Assert.Throws<ObjectDisposedException>(() => link.GetInformation());
        }
        Assert.Contains(made.Id, RawBpf.Ids(31));
        using (BpfPinnedLink again = BpfPinnedLink.Open(path))
        {
            Assert.Equal(made, again.Information);
            again.Unpin();
            again.Dispose();
            Assert.Throws<ObjectDisposedException>(() => again.Information);
            Assert.Throws<FileNotFoundException>(() => BpfPinnedLink.Open(path));
        }
        leaks.AssertNothingLeft();
    }

    /// <summary>Before 5.15 a perf event has no link.</summary>
    [Fact]
    public void A_plain_tracepoint_is_a_link_or_says_that_it_is_none()
    {
        Requires.Root();
        Requires.Tracefs();
        using ExecProbe probe = new();
        probe.Load();
        using BpfLink link = probe.Programs["OnExec"].Attach(cookie: 0);
        if (KernelFeatures.IsSupported(BpfFeature.PerfEventLinks))
            Assert.Equal(BpfLinkType.PerfEvent, link.GetInformation().Type);
        else
            Assert.Equal(BpfFeature.PerfEventLinks, Assert.Throws<BpfUnsupportedException>(() => link.GetInformation()).Feature);
    }
}
