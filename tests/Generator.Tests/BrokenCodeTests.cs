using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BpfSharp.Generator.Tests;

/// <summary>Source as it is while somebody types: neither generator nor analyzer may fail, whatever it is.</summary>
public sealed class BrokenCodeTests
{
    static async Task Survives(string source)
    {
        var project = new Project(source, ("DesignTimeBuild", "true"));
        var found = project.Run().Diagnostics.Concat(await project.Analyze());
        Assert.Empty(found.Where(static d => d.Id is "AD0001" or "CS8785" or "BPF0913").Select(d => $"{d}\n--- in ---\n{source}"));
    }

    [Fact]
    public async Task A_file_that_ends_anywhere()
    {
        for (int length = 100; length < Sources.Probe.Length; length += 9) await Survives(Sources.Probe[..length]);
    }

    [Fact]
    public async Task A_file_without_one_of_its_words()
    {
        var tokens = CSharpSyntaxTree.ParseText(Sources.Probe, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken).DescendantTokens().Where(static t => t.Span.Length > 0).ToArray();
        for (int i = 0; i < tokens.Length; i += 2) await Survives(Sources.Probe.Remove(tokens[i].SpanStart, tokens[i].Span.Length));
    }

    [Theory]
    [InlineData("[BpfObject] class NotPartial { public partial int X { get; init; } }")]
    [InlineData("[BpfObject] partial struct S { }")]
    [InlineData("[BpfObject] static partial class S { [SocketFilter] static int F() => 0; }")]
    [InlineData("[BpfObject] sealed partial class S : Exception { }")]
    [InlineData("[BpfObject] sealed partial class S { public partial HashMap<int> M { get; } }")]
    [InlineData("[BpfObject] sealed partial class S { public partial HashMap<string, S> M { get; set; } }")]
    [InlineData("[BpfObject] sealed partial class S { public partial Missing M { get; } public partial ref Missing R { get; } }")]
    [InlineData("[BpfObject] sealed partial class S { public partial int A { get; set; } public static partial int B { get; init; } }")]
    [InlineData("[BpfObject] sealed partial class S { [SocketFilter] int F(string s, params object[] o) => o.Length; }")]
    [InlineData("[BpfObject] sealed partial class S { [SocketFilter] extern int F(); [SocketFilter] partial int G(); }")]
    [InlineData("[BpfObject] sealed partial class S<T> { public partial ref T Value { get; } }")]
    [InlineData("[BpfObject][BpfObject] sealed partial class S { } [BpfObject] sealed partial class S { }")]
    [InlineData("[BpfObject] sealed partial class S { struct R { R* self; } public unsafe partial ref R* Value { get; } }")]
    [InlineData("[BpfObject] sealed partial class S { struct R { R inner; } public partial ref R Value { get; } }")]
    [InlineData("[BpfObject(License = null!)] sealed partial class S { [Kprobe(null!)] int F() => 0; [Tracepoint(\"\")] int G() => 0; }")]
    [InlineData("interface I { [BpfObject] sealed partial class S { } }")]
    [InlineData("[BpfObject] sealed partial class BpfObject { }")]
    public Task Shapes_that_make_no_sense(string source) => Survives(source);
}
