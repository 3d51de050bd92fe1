using Xunit;

namespace BpfSharp.Runtime.Tests.Links;

/// <summary>What the sections of kprobes name.</summary>
public sealed class KprobeTargetTests
{
    [Theory]
    [InlineData("do_exit", "do_exit", 0, "do_exit")]
    [InlineData("do_exit+0x10", "do_exit", 16, "do_exit+0x10")]
    [InlineData("do_exit+16", "do_exit", 16, "do_exit+0x10")]
    [InlineData("copy.isra.0+0XA", "copy.isra.0", 10, "copy.isra.0+0xa")]
    public void A_function_and_an_offset(string text, string function, ulong offset, string shown)
    {
        var target = KprobeTarget.Parse(text, isReturn: false, "attach");
        Assert.Equal((function, offset, 0ul, false), (target.Function, target.Offset, target.Address, target.IsReturn));
        Assert.Equal(shown, target.ToString());
    }

    [Theory]
    [InlineData("do_exit+")]
    [InlineData("do_exit+entry")]
    [InlineData("do_exit+0x")]
    [InlineData("do_exit+-4")]
    public void An_offset_that_is_no_number(string text) =>
        Assert.Contains("function+0x10", Assert.Throws<BpfException>(() => KprobeTarget.Parse(text, isReturn: false, "attach")).Message);

    [Fact]
    public void A_return_probe_has_no_offset() =>
        Assert.Contains("entry", Assert.Throws<BpfException>(() => KprobeTarget.Parse("do_exit+4", isReturn: true, "attach")).Message);

    [Fact]
    public void Missed_runs_that_are_not_counted_are_not_zero()
    {
        Assert.Null(new BpfMissedRuns(null, null).Total);
        Assert.Equal(3ul, new BpfMissedRuns(null, 3).Total);
        Assert.Equal(5ul, new BpfMissedRuns(2, 3).Total);
    }
}
