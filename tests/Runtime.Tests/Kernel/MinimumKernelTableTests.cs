using System.Text.Json;
using BpfSharp.Compiler.Checks;
using BpfSharp.Runtime.Tests.Objects;
using BpfSharp.Runtime.Tests.Support;
using BpfSharp.Sys;
using Xunit;

namespace BpfSharp.Runtime.Tests.Kernel;

/// <summary>
/// The compiler's table of what came with which kernel (BPF0120), held against every test kernel: what it says is
/// there, is there, and what it says came later, is not.
/// </summary>
[Collection(KernelCollection.Name)]
public sealed class MinimumKernelTableTests
{
    private const int NewestHelper = 211; // the last one; kernel functions have taken their place

    private static readonly Version s_kernel = new(Environment.OSVersion.Version.Major, Environment.OSVersion.Version.Minor);

    [Fact]
    public void The_verifier_knows_the_helpers_of_its_release_and_no_others()
    {
        Support.Kernel.Require();
        var known = Enumerable.Range(1, NewestHelper).Where(VerifierKnows);
        Assert.Equal(Enumerable.Range(1, NewestHelper).Where(number => KernelVersions.OfHelper(number) <= s_kernel), known);
    }

    [Fact]
    public void Bpftool_can_create_the_map_types_of_the_release_and_no_others()
    {
        Support.Kernel.Require();
        using var names = JsonDocument.Parse(Support.Kernel.BpfTool("-j", "feature", "list_builtins", "map_types"));
        using var probed = JsonDocument.Parse(Support.Kernel.BpfTool("-j", "feature", "probe", "kernel"));
        var types = probed.RootElement.GetProperty("map_types");
        // In the order of enum bpf_map_type, from 0.
        string[] all = [.. names.RootElement.EnumerateArray().Select(static name => name.GetString()!)];
        Assert.True(all.Length > 30);
        Assert.Equal(
            Enumerable.Range(1, all.Length - 1).Where(type => KernelVersions.OfMap(type) <= s_kernel).Select(type => all[type]),
            all.Skip(1).Where(name => types.GetProperty($"have_{name}_map_type").GetBoolean()));
    }

    [Theory]
    [InlineData(BpfMapType.Hash, BpfMapFlags.NoPreallocation)]
    [InlineData(BpfMapType.LruHash, BpfMapFlags.NoCommonLru)]
    [InlineData(BpfMapType.Hash, BpfMapFlags.ZeroSeed)]
    [InlineData(BpfMapType.Array, BpfMapFlags.NumaNode)]
    [InlineData(BpfMapType.Array, BpfMapFlags.ReadOnly)]
    [InlineData(BpfMapType.Array, BpfMapFlags.WriteOnly)]
    [InlineData(BpfMapType.Array, BpfMapFlags.ReadOnlyProgram)]
    [InlineData(BpfMapType.Array, BpfMapFlags.WriteOnlyProgram)]
    [InlineData(BpfMapType.Array, BpfMapFlags.Mappable)]
    [InlineData(BpfMapType.PerfEventArray, BpfMapFlags.PreserveElements)]
    [InlineData(BpfMapType.Array, BpfMapFlags.InnerMap)]
    public void Map_flags_are_taken_from_their_release_on(BpfMapType type, BpfMapFlags flag)
    {
        Support.Kernel.Require();
        var later = KernelVersions.MapFlagsAfter(s_kernel, (uint)flag);
        Assert.NotEmpty(KernelVersions.MapFlagsAfter(new Version(0, 0), (uint)flag)); // it is in the table
        Assert.Equal(!later.Any(), ProbeObjects.CanCreateMap(type, 4, 4, 1, flag));
    }

    /// <summary>"invalid func" means that there is no such number; any other complaint, that its arguments are missing or that it is not for this type.</summary>
    private static bool VerifierKnows(int helper)
    {
        string log = KernelJudge.LogOf([0x85 | (ulong)helper << 32, 0x95]);
        Assert.NotEqual("", log);
        return !log.Contains("invalid func", StringComparison.Ordinal);
    }
}
