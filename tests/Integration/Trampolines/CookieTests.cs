using BpfSharp.Integration.Infrastructure;
using BpfSharp.Integration.Kprobes;
using Xunit;

namespace BpfSharp.Integration.Trampolines;

/// <summary>The numbers that programs with typed hooks are attached with.</summary>
[Collection(nameof(Alone))]
public sealed class CookieTests
{
    public CookieTests() => Requires.Root();

    [Fact]
    public void The_attachments_of_a_function_are_told_apart()
    {
        Requires.Trampolines();
        Requires.Kernel(6, 0);
        using FunctionCookieProbes probes = new() { Thread = Calls.Thread };
        probes.Load();
        const int calls = 100;
        using (probes.Programs["OnEntry"].Attach(0xfedc_ba98_7654_3210))
        using (probes.Programs["OnExit"].Attach(7))
        {
            for (int call = 0; call < calls; call++)
                Calls.OpenSocket(-5, 0, 0);
        }
        // A program does not run where another task is in it on the same CPU, and that is counted.
        Assert.InRange(probes.Hits[0xfedc_ba98_7654_3210], calls - Missed("OnEntry"), calls);
        Assert.InRange(probes.Hits[7], calls - Missed("OnExit"), calls);
        Assert.Equal(2, probes.Hits.Count);

        int Missed(string program) => (int)probes.Programs[program].GetMissedRuns().ByRecursion!.Value;
    }

    [Fact]
    public void Typed_tracepoints_have_them_or_say_since_when()
    {
        Requires.Btf();
        Requires.Kernel(6, 6); // the newest instructions, which a class for 6.10 is compiled to
        using TypedCookieProbe probe = new() { Thread = Calls.Thread };
        if (Machine.Kernel < new Version(6, 10))
        {
            Assert.Throws<VerifierException>(probe.Load); // programs of functions, which are of the same type, have the helper
            return;
        }
        probe.Load();
        using (probe.Programs["OnEnter"].Attach(99))
            Trigger.GetParentId(100); // the kernel may miss runs while others go on
        Assert.Equal(99ul, probe.Cookie);
    }
}
