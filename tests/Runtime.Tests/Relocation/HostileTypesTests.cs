using BpfSharp.Btf;
using BpfSharp.Objects;
using BpfSharp.Runtime.Tests.Btf;
using BpfSharp.Runtime.Tests.Objects;
using Xunit;

namespace BpfSharp.Runtime.Tests.Relocation;

/// <summary>Kernel types made to keep a search busy for ever.</summary>
public sealed class HostileTypesTests
{
    [Fact]
    public void Anonymous_members_that_double_at_each_level_end_the_search()
    {
        // struct sample { level1; level1 }, level1 { level2; level2 }, … : 2^40 paths to a field that is not there.
        var writer = new BtfWriter();
        for (uint level = 1; level <= 40; level++)
            writer.Add(level == 1 ? "sample" : "", 4, 2, 4, 0, level + 1, 0, 0, level + 1, 0);
        writer.Add("int", 1, 0, 4, 0x01000020);
        Assert.All(Link(writer), failure => Assert.Contains("too deeply", failure.Reason));
    }

    [Fact]
    public void A_struct_inside_of_itself_is_not_followed()
        => Assert.All(Link(new BtfWriter().Add("sample", 4, 1, 4, 0, 1, 0)), failure => Assert.Contains("has no", failure.Reason));

    static IReadOnlyList<RelocationFailure> Link(BtfWriter writer)
    {
        var spec = ObjectSpec.Parse(Toolchain.BytesOf("core_local"), "core_local");
        var linked = ProgramLinker.Link(spec, spec.Programs.Single(p => p.Name == "signed_loads"), KernelBtf.Parse(writer.ToBytes(), "hostile"), _ => 3);
        Assert.NotEmpty(linked.Failures);
        return linked.Failures;
    }
}
