using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Kprobes;

/// <summary>Sessions of kprobes: one program that sees a call and its return.</summary>
[Collection(nameof(Alone))]
public sealed class SessionTests
{
    public SessionTests() => Requires.Root();

    [Fact]
    [Trait("hook", "kprobe.session")]
    public void A_call_and_its_return_are_seen_and_share_a_number()
    {
        Requires.Feature(BpfFeature.KprobeSession);
        LeakGuard leaks = LeakGuard.Start();
        using (SessionProbe probe = new() { Thread = Calls.Thread })
        {
            probe.Attach();
            Assert.Equal(-97, Calls.OpenSocket(77, 0, 0));
            SeenSession seen = probe.Seen;
            Assert.Equal((1, 77L, 1, -97L), (seen.Entries, seen.First, seen.Returns, seen.Result));
            Assert.Equal(77_000ul, seen.Cookie);
            // What is not there at the moment.
            Assert.Equal((0L, 0L), (seen.AtEntry, seen.AtReturn));
            // The program does not want to see this return.
            Calls.OpenSocketPair(78);
            Assert.Equal((2, 78L, 1), (probe.Seen.Entries, probe.Seen.First, probe.Seen.Returns));
            probe.Programs["On"].Detach();
            Calls.OpenSocket(79, 0, 0);
            Assert.Equal((2, 1), (probe.Seen.Entries, probe.Seen.Returns));
            Assert.Empty(probe.Traps);
        }
        leaks.AssertNothingLeft();
    }

    [Fact]
    public void Functions_named_at_run_time_or_the_fallback()
    {
        Requires.Kprobes();
        Requires.Tracefs();
        using SessionOrEntry probe = new() { Thread = Calls.Thread };
        probe.Load();
        bool isSession = probe.Programs["Both"].IsLoaded;
        Assert.Equal(KernelFeatures.IsSupported(BpfFeature.KprobeSession), isSession);
        Assert.Equal(isSession ? null : BpfFeature.KprobeSession, probe.Programs["Both"].Unsupported?.Feature);
        using (BpfLink link = isSession
            ? probe.Programs["Both"].AttachToFunctions(["__sys_socket"], [41])
            : probe.Programs["Entry"].AttachToFunctions("__sys_socket"))
        {
            Calls.OpenSocket(77, 0, 0);
            if (isSession)
                Assert.Equal((BpfLinkType.KprobeMulti, probe.Programs["Both"].Id), (link.GetInformation().Type, link.GetInformation().ProgramId));
        }
        Calls.OpenSocket(77, 0, 0);
        Assert.Equal(isSession ? 2 : 1, probe.Hits);
        if (isSession)
        {
            Assert.Equal(41ul, probe.Cookie);
            Assert.InRange((long)(probe.Function - KernelAddress.Of("__sys_socket")), 0, 16);
        }
    }

    /// <summary>The kernel's code for it, and what that needs.</summary>
    [Fact]
    public void The_feature_is_there_when_the_kernel_has_its_functions() =>
        Assert.Equal(KernelAddress.Has("bpf_session_is_return") && KernelAddress.Has("register_fprobe"), KernelFeatures.IsSupported(BpfFeature.KprobeSession));
}
