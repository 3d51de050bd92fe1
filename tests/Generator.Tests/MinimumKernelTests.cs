using Microsoft.CodeAnalysis;

namespace BpfSharp.Generator.Tests;

/// <summary>What a project says of its kernels and machines reaches the front end.</summary>
public sealed class MinimumKernelTests
{
    static readonly string Exchanging = Members("public partial ref int N { get; } [SocketFilter] int F() => Interlocked.Exchange(ref N, 1);");

    [Theory]
    [InlineData("", "BPF0120")]
    [InlineData("5.11", "BPF0120")]
    [InlineData("5.12", null)]
    [InlineData("6.1", null)]
    public async Task The_minimum_kernel_decides(string version, string? id)
    {
        var project = new Project(Exchanging, ("DesignTimeBuild", "true"), ("BpfMinimumKernel", version));
        string[] expected = id is null ? [] : [id];
        Assert.Equal(expected, Errors(await project.Analyze()));
        // Where analyzers are off, the generator says the same.
        project = new Project(Exchanging, ("DesignTimeBuild", "true"), ("BpfMinimumKernel", version), ("RunAnalyzers", "false"));
        Assert.Equal(expected, Errors(project.Run().Diagnostics));
    }

    [Theory]
    [InlineData("", "PtRegs", null)]
    [InlineData("", "Arm64PtRegs", null)]
    [InlineData("x64", "PtRegs", null)]
    [InlineData("Arm64", "Arm64PtRegs", null)]
    [InlineData("arm64", "PtRegs", "BPF0049")]
    [InlineData("x64", "Arm64PtRegs", "BPF0049")]
    public async Task The_architecture_decides(string architecture, string registers, string? id)
    {
        var project = new Project(Members($"[Kprobe(\"f\")] int F({registers}* r) => 0;"), ("DesignTimeBuild", "true"), ("BpfArchitecture", architecture));
        string[] expected = id is null ? [] : [id];
        Assert.Equal(expected, Errors(await project.Analyze()));
    }

    [Fact]
    public void An_unknown_architecture_is_an_error() =>
        Assert.Contains("x64 or arm64", Assert.Single(new Project("", ("BpfArchitecture", "mips")).Run().Diagnostics).GetMessage(), StringComparison.Ordinal);

    static string Members(string members) => $"[BpfObject] sealed unsafe partial class Traced {{ {members} }}";

    static string[] Errors(IEnumerable<Diagnostic> diagnostics) => [.. diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.Id)];
}
