using BpfSharp.Runtime.Tests.Support;
using Xunit;

namespace BpfSharp.Runtime.Tests.Kernel;

/// <summary>Stand-ins run where the program they stand in for cannot, and only there.</summary>
[Collection(KernelCollection.Name)]
public sealed class FallbackTests
{
    [Fact]
    public void One_of_each_chain_runs()
    {
        using var loaded = Sources.Open("fallbacks").Load(new BpfLoadOptions()
            .SetFallback("instead_of_typed", "absent_typed")
            .SetFallback("instead_of_raw", "absent_raw")
            .SetFallback("not_needed", "present"));
        var programs = loaded.Programs;
        // Loading finds out about typed tracepoints, attaching about raw ones.
        Assert.False(programs["absent_typed"].IsLoaded);
        Assert.True(programs["instead_of_typed"].IsLoaded);
        Assert.True(programs["absent_raw"].IsLoaded);
        Assert.False(programs["instead_of_raw"].IsLoaded || programs["not_needed"].IsLoaded);

        loaded.AttachAll();
        Assert.Equal(
            ["instead_of_raw", "instead_of_typed", "present"],
            programs.Where(static program => program.IsAttached).Select(static program => program.Name).Order());
        Assert.Contains("no_such_tracepoint", programs["absent_typed"].Unsupported!.Message);
        Assert.Contains("no_such_tracepoint", programs["absent_raw"].Unsupported!.Message);
        Assert.Null(programs["present"].Unsupported);
        Support.Kernel.Call();
        Assert.Equal(2ul + 8 + 16, loaded.GetGlobal<ulong>("which"));
        Assert.Contains("no_such_tracepoint", Assert.Throws<InvalidOperationException>(programs["absent_raw"].Attach).Message);
    }

    [Fact]
    public void Without_a_stand_in_the_reason_is_thrown_and_nothing_stays()
    {
        string[] before = Support.Kernel.OpenFiles();
        var reason = Assert.Throws<BpfUnsupportedException>(() => Sources.Open("fallbacks").Load());
        Assert.Contains("no_such_tracepoint", reason.Message);
        Assert.Equal(before, Support.Kernel.OpenFiles());
    }

    [Fact]
    public void A_failing_attach_detaches_the_others()
    {
        var options = new BpfLoadOptions().SetFallback("instead_of_typed", "absent_typed");
        using var loaded = Sources.Open("fallbacks").Load(options);
        Assert.Throws<BpfUnsupportedException>(loaded.AttachAll);
        Assert.DoesNotContain(loaded.Programs, static program => program.IsAttached);
    }

    [Fact]
    public void A_stand_in_for_nothing_is_refused()
    {
        var options = new BpfLoadOptions().SetFallback("present", "absent_everywhere");
        Assert.Contains("absent_everywhere", Assert.Throws<BpfObjectFormatException>(() => Sources.Open("fallbacks").Load(options)).Message);
        options = new BpfLoadOptions().SetFallback("present", "not_needed").SetFallback("not_needed", "present");
        Assert.Throws<BpfObjectFormatException>(() => Sources.Open("fallbacks").Load(options));
    }

    [Fact]
    public void A_class_says_what_stands_in_for_what()
    {
        byte[] bytes = Sources.ForKernel("probe");
        using var probe = new Probe(bytes, new BpfProgramDefinition("on_call", "raw_tp/sys_enter"), new BpfProgramDefinition("on_fork", "tp_btf/sched_process_fork", "on_call"));
        probe.Attach();
        Assert.True(probe.Programs["on_call"].IsAttached);
        Assert.False(probe.Programs["on_fork"].IsLoaded);
    }
}
