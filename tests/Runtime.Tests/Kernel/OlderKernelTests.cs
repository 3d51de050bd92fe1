using BpfSharp.Runtime.Tests.Objects;
using BpfSharp.Runtime.Tests.Support;
using Xunit;

namespace BpfSharp.Runtime.Tests.Kernel;

/// <summary>Besides types (see <see cref="NewerTypesTests"/>): names, flags, links and limits that differ between kernels.</summary>
[Collection(KernelCollection.Name)]
public sealed class OlderKernelTests
{
    [Fact]
    public void Names_longer_than_the_kernel_s_are_cut_there_only()
    {
        using var loaded = Sources.Open("long_names").Load();
        loaded.Programs["count_measurements_of_the_first_kind"].TestRun(new byte[64]);
        loaded.Programs["count_measurements_of_the_second_kind"].TestRun(new byte[64], repeat: 2);
        Assert.Equal(3ul, loaded.GetGlobal<ulong>("total_of_all_measurements_of_any_kind"));
        var (first, second) = (loaded.GetMap("measurements_of_the_first_kind"), loaded.GetMap("measurements_of_the_second_kind"));
        Assert.Equal([1ul, 2ul], [new ArrayMap<ulong>(first)[0], new ArrayMap<ulong>(second)[0]]);

        Assert.Contains("name measurements_of  ", Support.Kernel.BpfTool("map", "show", "id", $"{first.Id}"));
        int program = loaded.Programs["count_measurements_of_the_second_kind"].Id;
        Assert.Contains("name count_measureme", Support.Kernel.BpfTool("prog", "show", "id", $"{program}"));
        // The types have the whole of it.
        Assert.Contains("count_measurements_of_the_second_kind", Support.Kernel.BpfTool("prog", "dump", "xlated", "id", $"{program}"));
    }

    [Fact]
    public void Globals_are_mapped_and_frozen_with_the_flags_of_every_kernel()
    {
        using var probe = Probe.Start(reports: 0);
        string maps = Support.Kernel.BpfTool("map", "show");
        Assert.Matches(@"name Probe\.bss  flags 0x400\b", maps);
        Assert.Matches(@"name Probe\.data  flags 0x400\b", maps);
        Assert.Matches(@"name Probe\.rodata  flags 0x80\b", maps);
    }

    [Fact]
    public void A_flag_that_means_something_else_than_nothing_is_not_dropped()
    {
        var refused = Assert.Throws<BpfException>(() => Sources.Open("unknown_flags").Load());
        Assert.Contains("create map odd", refused.Operation);
        Assert.Contains("flags", refused.Advice);
    }

    [Fact]
    public void A_perf_event_has_a_link_where_the_kernel_has_them()
    {
        byte[] bytes = Sources.ForKernel("tracepoint");
        Support.Kernel.WithMounts(hasTraceFs: true, () =>
        {
            using var loaded = BpfObjectFile.Parse(bytes).Load(new BpfLoadOptions().SetGlobal("target", Environment.ProcessId));
            var program = loaded.Programs["on_fork"];
            program.Attach();
            Support.Kernel.Fork();
            Assert.True(loaded.GetGlobal<ulong>("hits") > 0);
            bool hasLink = Support.Kernel.BpfTool("link", "show").Contains($"prog {program.Id} ", StringComparison.Ordinal);
            Assert.Equal(Environment.OSVersion.Version >= new Version(5, 15), hasLink);

            program.Detach();
            ulong hits = loaded.GetGlobal<ulong>("hits");
            Support.Kernel.Fork();
            Assert.Equal(hits, loaded.GetGlobal<ulong>("hits"));
            program.Attach();
            Support.Kernel.Fork();
            Assert.True(loaded.GetGlobal<ulong>("hits") > hits);
        });
    }

    [Fact]
    public void The_limit_of_locked_memory_is_raised_where_it_still_counts()
    {
        Support.Kernel.Require();
        // Once for a process, so in one of its own: 64 KiB are less than the maps of that test take before 5.11.
        string test = $"{typeof(ProbeTests).FullName}.{nameof(ProbeTests.Every_call_arrives_in_every_map)}";
        string output = Toolchain.Run("sh", "-c", "ulimit -l 64 && exec \"$0\" -noLogo -method \"$1\"", Environment.ProcessPath!, test);
        Assert.Contains("Total: 1, Errors: 0, Failed: 0, Skipped: 0", output);
    }
}
