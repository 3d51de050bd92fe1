using BpfSharp.Generator.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace BpfSharp.Generator.Tests;

/// <summary>The fix for entry probes that want the return value: applied as an editor does, and the result compiled.</summary>
public sealed class ReturnProbeFixTests
{
    const string Title = "Run when the function returns: ";

    [Theory]
    [InlineData("[Kprobe(\"f\")] int F([ReturnValue] int result) => result;", "[Kretprobe(\"f\")] int F([ReturnValue] int result) => result;")]
    [InlineData("[Kprobe(\"f\")] int F(PtRegs* r) => (int)r->Rax;", "[Kretprobe(\"f\")] int F(PtRegs* r) => (int)r->Rax;")]
    [InlineData("[KprobeAttribute(\"f\", Offset = 0)] int F(int retval) => retval;", "[KretprobeAttribute(\"f\")] int F(int retval) => retval;")]
    [InlineData("[BpfSharp.Kprobe(\"f\")] int F(int unused, long more, PtRegs* r, int returnValue) => returnValue;", "[BpfSharp.Kretprobe(\"f\")] int F(PtRegs* r, int returnValue) => returnValue;")]
    [InlineData("[global::BpfSharp.Ksyscall(\"clone\")] int F(int retval) => retval;", "[global::BpfSharp.Kretsyscall(\"clone\")] int F(int retval) => retval;")]
    [InlineData("[Ksyscall(\"clone\")] int F(nint flags, [ReturnValue] int child) => child;", "[Kretsyscall(\"clone\")] int F([ReturnValue] int child) => child;")]
    [InlineData("[Kprobe(\"f\")] int F(PtRegs* r) => G(r); int G(PtRegs* r) => (int)r->Rax;", "[Kretprobe(\"f\")] int F(PtRegs* r) => G(r); int G(PtRegs* r) => (int)r->Rax;")]
    public async Task It_becomes_the_return_probe(string before, string after)
    {
        (string? text, string title) = await Fix(before);
        Assert.Equal(Source(after), text);
        Assert.StartsWith(Title, title, StringComparison.Ordinal);
        // What the compiler and the front end say of the result: nothing.
        var left = await new Project(text!, ("DesignTimeBuild", "true")).Analyze();
        Assert.Empty(left.Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.ToString()));
    }

    /// <summary>The argument would be gone: only the user knows how to keep it from the entry.</summary>
    [Fact]
    public async Task No_fix_where_arguments_are_used() =>
        Assert.Null((await Fix("[Kprobe(\"f\")] int F(int fd, [ReturnValue] int result) => fd + result;")).Text);

    [Fact]
    public void It_can_be_applied_everywhere_at_once() => Assert.Contains(FixAllScope.Solution, new ReturnProbeCodeFix().GetFixAllProvider().GetSupportedFixAllScopes());

    static string Source(string member) => $"[BpfObject]\nsealed unsafe partial class Traced\n{{\n    {member}\n}}\n";

    static Task<(string? Text, string Title)> Fix(string member) => AppliedFix.Of(new ReturnProbeCodeFix(), "BPF0028", Source(member));
}
