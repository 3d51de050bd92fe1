using BpfSharp.Runtime.Tests.Support;
using Xunit;

namespace BpfSharp.Runtime.Tests.Kernel;

/// <summary>An object from opening to disposal: programs run, maps and globals show it.</summary>
[Collection(KernelCollection.Name)]
public sealed class ProbeTests
{
    [Fact]
    public void Every_call_arrives_in_every_map()
    {
        using var probe = Probe.Start(reports: 0);
        probe.Call(7);

        Assert.Equal(7ul, probe.Calls);
        Assert.Equal(7ul, probe.ByKind[0]);
        Assert.Equal(7ul, probe.Slots[0]);
        Assert.Equal(7, probe.PerCpu.GetValues(0).Sum(static count => count));
        Assert.Equal(7, probe.PerCpuByKind.GetValues(0).Sum(static count => count));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], probe.Recent.Select(static pair => (int)pair.Key).Order());
        Assert.False(probe.ByKind.ContainsKey(1));
    }

    [Fact]
    public void A_fork_arrives_as_an_event()
    {
        using var probe = Probe.Start(reports: 3);
        Support.Kernel.Fork();

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        ProbeEvent seen;
        do
        {
            seen = probe.Events.Read(deadline.Token);
        }
        while (seen.Kind != 1);
        Assert.Equal((uint)Environment.ProcessId, seen.Tgid);
        Assert.True(probe.Forks >= 1);
    }

    [Fact]
    public void Globals_keep_their_place_from_opening_to_disposal()
    {
        var probe = new Probe(Sources.ForKernel("probe")) { Target = (uint)Environment.ProcessId, Reports = 0 };
        ref int setting = ref probe.Setting;
        ref ulong calls = ref probe.Calls;
        Assert.Equal(5, setting);
        setting = 11;

        probe.Attach();
        probe.Call();
        Assert.Equal(11, probe.SeenSetting);
        setting = 12;
        probe.Call();
        Assert.Equal(12, probe.SeenSetting);
        Assert.Equal(2ul, calls);

        probe.Dispose();
        Support.Kernel.Call();
        Assert.Equal(2ul, calls);
        Assert.Equal(12, setting);
        setting = 13;
        Assert.Equal(13, probe.Setting);
        Assert.Equal((uint)Environment.ProcessId, probe.Target);
    }

    [Fact]
    public void Disposal_detaches_and_may_be_repeated()
    {
        var probe = Probe.Start(reports: 0);
        Assert.True(probe.IsLoaded && probe.IsAttached);
        Assert.All(probe.Programs, static program => Assert.True(program.IsAttached));
        var (map, program) = (probe.ByKind, probe.Programs["on_call"]);
        probe.Dispose();
        probe.Dispose();

        Assert.False(probe.IsLoaded || probe.IsAttached);
        Assert.Throws<ObjectDisposedException>(() => map.ContainsKey(0));
        Assert.Throws<ObjectDisposedException>(() => program.Attach());
        Assert.Throws<ObjectDisposedException>(probe.Load);
        Assert.Equal(0, program.Id);
        Assert.Empty(probe.Traps);
    }

    [Fact]
    public void Detaching_one_program_leaves_the_others()
    {
        using var probe = Probe.Start(reports: 0);
        probe.Programs["on_call"].Detach();
        Support.Kernel.Call(3);
        Support.Kernel.Fork();
        Assert.Equal(0ul, probe.Calls);
        Assert.True(probe.Forks >= 1);

        probe.Programs["on_call"].Attach();
        probe.Programs["on_call"].Attach();
        probe.Call(3);
        Assert.Equal(3ul, probe.Calls);
    }

    [Fact]
    public void Nothing_stays_open()
    {
        using (var warm = Probe.Start())
            Support.Kernel.Call();
        string[] before = Support.Kernel.OpenFiles();
        for (int round = 0; round < 10; round++)
        {
            using var probe = Probe.Start();
            probe.Call();
            Assert.True(probe.Events.TryRead(out _));
        }

        Assert.Equal(before, Support.Kernel.OpenFiles());
    }

    [Fact]
    public void Abandoned_objects_are_closed_by_the_collector()
    {
        using (var warm = Probe.Start())
            Support.Kernel.Call();
        string[] before = Support.Kernel.OpenFiles();
        Support.Kernel.OnThread(() => Probe.Start());
        Assert.Equal(before, Support.Kernel.OpenFiles());
    }

    [Fact]
    public void Bpftool_sees_what_was_loaded_and_that_it_has_gone()
    {
        int program, map;
        using (var probe = Probe.Start(reports: 0))
        {
            program = probe.Programs["on_call"].Id;
            map = probe.Map(1).Id;
            probe.Call(9);
            string shown = Support.Kernel.BpfTool("prog", "show", "id", $"{program}");
            Assert.Contains("raw_tracepoint", shown);
            Assert.Contains("name on_call", shown);
            Assert.Contains("btf_id", shown);
            string dumped = Support.Kernel.BpfTool("map", "dump", "id", $"{map}");
            Assert.Contains("\"key\": 0,", dumped);
            Assert.Contains("\"value\": 9", dumped);
            Assert.Contains("Probe.bss", Support.Kernel.BpfTool("map", "show"));
        }

        // The kernel frees what is closed a grace period later.
        Assert.True(SpinWait.SpinUntil(() => !Shows("prog", program) && !Shows("map", map), TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void Maps_need_loading_first()
    {
        using var probe = new Probe(Sources.ForKernel("probe"));
        Assert.Contains("Load()", Assert.Throws<InvalidOperationException>(() => probe.ByKind.ContainsKey(1)).Message);
        Assert.Contains("Load()", Assert.Throws<InvalidOperationException>(() => probe.Programs["on_call"].Attach()).Message);
        Assert.Equal(0, probe.Map(1).Id);
    }

    private static bool Shows(string kind, int id) =>
        ("\n" + Support.Kernel.BpfTool(kind, "show")).Contains($"\n{id}: ", StringComparison.Ordinal);
}
