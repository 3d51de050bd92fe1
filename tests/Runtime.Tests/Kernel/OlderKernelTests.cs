using BpfSharp.Runtime.Tests.Support;
using BpfSharp.Sys;
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
    public unsafe void The_limit_of_locked_memory_is_raised_where_it_still_counts()
    {
        byte[] bytes = Sources.ForKernel("probe");
        NativeMethods.ResourceLimit before, little;
        Assert.Equal(0, NativeMethods.GetResourceLimit(LinuxConstants.ResourceMemoryLock, &before));
        little = before with { Current = 64 << 10 };
        Assert.Equal(0, NativeMethods.SetResourceLimit(LinuxConstants.ResourceMemoryLock, &little));
        try
        {
            // A process has its limit raised when it first loads something.
            MemoryLock.IsDone = true;
            if (Environment.OSVersion.Version < new Version(5, 11))
            {
                var refused = Assert.Throws<BpfException>(() => Load(bytes));
                Assert.Equal(1, refused.Errno);
                Assert.Contains("limit of locked memory", refused.Advice);
                Assert.Contains("ulimit -l", refused.Advice);
            }
            else
                Load(bytes);

            MemoryLock.IsDone = false;
            Load(bytes);
        }
        finally
        {
            _ = NativeMethods.SetResourceLimit(LinuxConstants.ResourceMemoryLock, &before);
        }

        static void Load(byte[] bytes)
        {
            using var probe = new Probe(bytes);
            probe.Load();
        }
    }
}
