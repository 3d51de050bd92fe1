using BpfSharp.Runtime.Tests.Objects;
using BpfSharp.Runtime.Tests.Support;
using BpfSharp.Sys;
using Xunit;

namespace BpfSharp.Runtime.Tests.Kernel;

/// <summary>Probes agree with the kernel's version where a version decides, and with bpftool's.</summary>
[Collection(KernelCollection.Name)]
public sealed class FeatureTests
{
    [Theory]
    [InlineData(BpfFeature.ObjectNames, 4, 15)]
    [InlineData(BpfFeature.ProgramBtf, 5, 0)]
    [InlineData(BpfFeature.FrozenMaps, 5, 2)]
    [InlineData(BpfFeature.MappableArrays, 5, 5)]
    [InlineData(BpfFeature.BatchOperations, 5, 6)]
    [InlineData(BpfFeature.RingBuffer, 5, 8)]
    [InlineData(BpfFeature.XdpLinks, 5, 9)]
    [InlineData(BpfFeature.CgroupMemoryAccounting, 5, 11)]
    [InlineData(BpfFeature.FetchingAtomics, 5, 12)]
    [InlineData(BpfFeature.SyscallPrograms, 5, 14)]
    [InlineData(BpfFeature.PerfEventLinks, 5, 15)]
    [InlineData(BpfFeature.Timers, 5, 15)]
    [InlineData(BpfFeature.LoopHelper, 5, 17)]
    [InlineData(BpfFeature.Dynptrs, 5, 19)]
    [InlineData(BpfFeature.KernelReferences, 6, 4)]
    [InlineData(BpfFeature.CpuV4, 6, 6)]
    [InlineData(BpfFeature.RawTracepoints, 4, 17)]
    public void A_feature_is_there_from_its_version_on(BpfFeature feature, int major, int minor)
    {
        Support.Kernel.Require();
        Assert.Equal(Environment.OSVersion.Version >= new Version(major, minor), KernelFeatures.IsSupported(feature));
    }

    [Fact]
    public void Bpftool_finds_the_same()
    {
        Support.Kernel.Require();
        using var probed = System.Text.Json.JsonDocument.Parse(Support.Kernel.BpfTool("-j", "feature", "probe", "kernel"));
        var root = probed.RootElement;
        Assert.Equal(root.GetProperty("map_types").GetProperty("have_ringbuf_map_type").GetBoolean(), KernelFeatures.IsSupported(BpfFeature.RingBuffer));
        Assert.Equal(root.GetProperty("program_types").GetProperty("have_raw_tracepoint_prog_type").GetBoolean(), KernelFeatures.IsSupported(BpfFeature.RawTracepoints));
        Assert.Equal(root.GetProperty("program_types").GetProperty("have_syscall_prog_type").GetBoolean(), KernelFeatures.IsSupported(BpfFeature.SyscallPrograms));
        Assert.Equal(HasHelper("bpf_loop"), KernelFeatures.IsSupported(BpfFeature.LoopHelper));
        Assert.Equal(HasHelper("bpf_timer_init"), KernelFeatures.IsSupported(BpfFeature.Timers));
        Assert.Equal(HasHelper("bpf_ktime_get_coarse_ns"), KernelFeatures.IsSupported(BpfFeature.CgroupMemoryAccounting));

        bool HasHelper(string name) => root.GetProperty("helpers").GetProperty("socket_filter_available_helpers")
            .EnumerateArray().Any(helper => helper.ValueEquals(name));
    }

    [Fact]
    public void Files_say_the_rest()
    {
        Support.Kernel.Require();
        Assert.Equal(File.Exists("/sys/kernel/btf/vmlinux"), KernelFeatures.IsSupported(BpfFeature.KernelBtf));
        Assert.Equal(File.Exists("/sys/bus/event_source/devices/kprobe/type"), KernelFeatures.IsSupported(BpfFeature.Kprobes));
        Assert.Equal(File.Exists("/sys/kernel/btf/vmlinux"), KernelFeatures.IsSupported(BpfFeature.BtfTracepoints));
        Assert.Throws<ArgumentOutOfRangeException>(() => KernelFeatures.IsSupported((BpfFeature)999));
    }

    [Fact]
    public void Btf_features_come_in_the_kernels_order()
    {
        Support.Kernel.Require();
        Assert.Equal(KernelJudge.BtfFeatures, BtfProbes.Features);
    }

    [Theory]
    [InlineData("0-1\n", 2)]
    [InlineData("0", 1)]
    [InlineData("0-3,8-11", 8)]
    [InlineData("0,2,4-5", 4)]
    public void Cpu_lists_are_counted(string list, int expected) => Assert.Equal(expected, CpuTopology.Parse(list));

    [Theory]
    [InlineData("")]
    [InlineData("3-1")]
    [InlineData("a")]
    public void Bad_cpu_lists_are_refused(string list) => Assert.Throws<FormatException>(() => CpuTopology.Parse(list));
}
