using System.Runtime.InteropServices;
using BpfSharp.Objects;
using BpfSharp.Runtime.Tests.Support;
using Xunit;

namespace BpfSharp.Runtime.Tests.Kernel;

/// <summary>Objects that say which machine they are for.</summary>
[Collection(KernelCollection.Name)]
public sealed class ArchitectureTests
{
    private static bool IsArm64 => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    [Fact]
    public void The_one_for_this_machine_loads_however_old_the_kernel()
    {
        Assert.SkipUnless(IsArm64 || RuntimeInformation.ProcessArchitecture == Architecture.X64, "needs x64 or arm64");
        using var loaded = Sources.Open(IsArm64 ? "for_arm64" : "for_x64").Load();
        Assert.Equal(7u, loaded.Programs["filter"].TestRun(new byte[64]).ReturnValue);
    }

    [Fact]
    public void The_one_for_another_machine_is_refused_before_the_kernel_is_asked()
    {
        var e = Assert.Throws<BpfException>(() => BpfObjectFile.Parse(Sources.Bytes(IsArm64 ? "for_x64" : "for_arm64"), "other").Load());
        Assert.Contains($"compiled for {(IsArm64 ? "x64" : "arm64")}", e.Message, StringComparison.Ordinal);
        Assert.Contains("BpfArchitecture", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("for_x64", "arm64", "Build it for arm64 as well")]
    [InlineData("for_x64", "RiscV64", "can be compiled for x64 and arm64")]
    [InlineData("for_arm64", "x64", "Build it for x64 as well")]
    public void Every_machine_is_told_what_to_do(string source, string machine, string advice)
    {
        var e = Assert.Throws<BpfException>(() => ArchitectureCheck.Require(ObjectSpec.Parse(Sources.Bytes(source), "probe"), machine));
        Assert.Contains(advice, e.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_that_say_nothing_are_for_all_machines() => Assert.Null(ObjectSpec.Parse(Sources.Bytes("kprobe"), "probe").Architecture);
}
