using BpfSharp.Compiler;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Generator.Tests;

public sealed class AnalyzerTests
{
    const string Faulty =
        """
        [BpfObject]
        sealed partial class Faulty
        {
            public partial int NotAGlobal { get; set; }

            [SocketFilter]
            int Filter()
            {
                double x = 1.5;
                return (int)x;
            }
        }
        """;

    static string[] Bpf(IEnumerable<Diagnostic> diagnostics) =>
        [.. diagnostics.Where(static d => d.Id.StartsWith("BPF", StringComparison.Ordinal)).Select(static d => $"{d.Id}@{d.Location.GetLineSpan().Path}:{d.Location.GetLineSpan().StartLinePosition.Line + 1}").Distinct().Order()];

    [Fact]
    public async Task A_good_class_has_nothing_reported() => Assert.Empty(Bpf(await new Project(Sources.Probe, ("DesignTimeBuild", "true")).Analyze()));

    [Fact]
    public async Task Errors_are_reported_where_they_are()
    {
        string[] found = Bpf(await new Project(Faulty, ("DesignTimeBuild", "true")).Analyze());
        Assert.Contains("BPF0012@/src/Program.cs:4", found);
        Assert.Contains(found, static f => f.EndsWith("Program.cs:9", StringComparison.Ordinal));
    }

    [Fact]
    public void The_generator_leaves_them_to_the_analyzer() => Assert.Empty(new Project(Faulty, ("DesignTimeBuild", "true")).Run().Diagnostics);

    [Theory]
    [InlineData("RunAnalyzers")]
    [InlineData("RunAnalyzersDuringBuild")]
    public async Task Where_analyzers_are_off_the_generator_reports_the_same(string property)
    {
        var project = new Project(Faulty, ("DesignTimeBuild", "true"), (property, "false"));
        string[] fromGenerator = Bpf(project.Run().Diagnostics);
        Assert.NotEmpty(fromGenerator);
        Assert.Equal(Bpf(await project.Analyze()), fromGenerator);
        Assert.All(project.Run().Diagnostics, static d => Assert.Equal(DiagnosticSeverity.Error, d.Severity));
    }

    [Fact]
    public void Analyzers_that_are_switched_on_by_name_win() =>
        Assert.Empty(new Project(Faulty, ("DesignTimeBuild", "true"), ("RunAnalyzers", "true"), ("RunAnalyzersDuringBuild", "false")).Run().Diagnostics);

    [Fact]
    public async Task Where_CSharp_is_wrong_its_error_stands_alone()
    {
        var found = await new Project(Sources.Small.Replace("Hits = 1;", "Hits = missing;", StringComparison.Ordinal), ("DesignTimeBuild", "true")).Analyze();
        Assert.Equal(["CS0103"], found.Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.Id));
    }

    [Fact]
    public async Task No_build_succeeds_without_an_object_and_without_a_reason()
    {
        var project = new Project(static (type, compilation, options, cancellation) => ObjectCompiler.Compile(type, compilation, options, cancellation) with { Modules = [] }, Sources.Small);
        Assert.Empty(project.Run().Diagnostics);
        Assert.Equal(["BPF0915@/src/Program.cs:2"], Bpf(await project.Analyze()));
    }

    [Fact]
    public async Task A_front_end_that_fails_is_told_by_both_of_its_hosts()
    {
        var project = new Project(static (_, _, _, _) => throw new FormatException("some\nreason"), Sources.Small);
        var error = Assert.Single(project.Run().Diagnostics);
        Assert.Equal("BPF0913", error.Id);
        Assert.Contains("FormatException: some reason", error.GetMessage(), StringComparison.Ordinal);
        Assert.Equal(["BPF0913@/src/Program.cs:2"], Bpf(await project.Analyze()));
    }

    [Theory]
    [InlineData("BpfEmbedSource", "maybe")]
    [InlineData("BpfMinimumKernel", "5")]
    [InlineData("BpfMinimumKernel", "v5.10")]
    [InlineData("BpfMinimumKernel", "5.10.1")]
    public void A_property_that_makes_no_sense_is_an_error(string name, string value)
    {
        var error = Assert.Single(new Project("", (name, value)).Run().Diagnostics);
        Assert.Equal("BPF0914", error.Id);
        Assert.Contains($"'{name}' is '{value}'", error.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void Properties_that_make_sense_are_accepted() =>
        Assert.Empty(new Project(Sources.Probe, ("DesignTimeBuild", "true"), ("BpfEmbedSource", "False"), ("BpfMinimumKernel", "5.15")).Run().Diagnostics);
}
