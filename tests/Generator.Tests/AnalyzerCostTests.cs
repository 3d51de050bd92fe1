using System.Globalization;
using System.Runtime.CompilerServices;
using BpfSharp.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BpfSharp.Generator.Tests;

/// <summary>What typing costs in a project with many programs, counted and not timed: the front end runs for the file that is edited.</summary>
public sealed class AnalyzerCostTests
{
    const int Files = 100;

    [Fact]
    public async Task An_edit_has_the_front_end_look_at_one_class_of_a_hundred()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var project = new Project(Source(0, "0"), ("DesignTimeBuild", "true"));
        SyntaxTree[] more = [.. Enumerable.Range(1, Files - 1).Select(static number => Project.Tree($"/src/Probe{number}.cs", Source(number, "0")))];
        Compilation compilation = project.Compilation.AddSyntaxTrees(more);
        int calls = 0;
        var analyzer = new BpfObjectAnalyzer((type, within, options, token) =>
        {
            Interlocked.Increment(ref calls);
            return ObjectCompiler.Compile(type, within, options, token);
        });

        SyntaxTree before = more[56];
        SyntaxTree after = Project.Tree(before.FilePath, Source(57, "1.GetHashCode()"));
        Compilation edited = compilation.ReplaceSyntaxTree(before, after);
        var diagnostics = await edited.WithAnalyzers([analyzer]).GetAnalyzerSemanticDiagnosticsAsync(edited.GetSemanticModel(after), filterSpan: null, cancellation);
        Assert.Equal("BPF0101", Assert.Single(diagnostics).Id);
        Assert.Equal(1, calls);

        // A build looks at all of them.
        calls = 0;
        await compilation.WithAnalyzers([analyzer]).GetAnalyzerDiagnosticsAsync(cancellation);
        Assert.Equal(Files, calls);
    }

    /// <summary>Warnings are errors in this repository, so what is built here without being silenced has no false alarm.</summary>
    [Fact]
    public void No_program_of_tests_and_examples_has_a_warning_silenced()
    {
        string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../.."));
        string[] files = [.. new[] { "examples", "tests/Integration", "tests/Package", "bench" }.SelectMany(folder => Directory.GetFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))];
        Assert.True(files.Length > 100);
        // Slots are left open there, and helpers called by programs that may not, for the verifier to refuse.
        Assert.Equal(["RefusedHelpers.cs", "RefusedReferences.cs", "ReplacementProbes.cs"], files.Where(static path => File.ReadAllText(path).Contains("warning disable BPF", StringComparison.Ordinal)).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Directory.GetFiles(root, "*.csproj", SearchOption.AllDirectories).Concat([Path.Combine(root, "Directory.Build.props"), Path.Combine(root, ".editorconfig")]).Where(File.Exists),
            static path => File.ReadAllText(path).Contains("BPF0", StringComparison.Ordinal) || File.ReadAllText(path).Contains("BPF1", StringComparison.Ordinal));

        static string Here([CallerFilePath] string file = "") => file;
    }

    static string Source(int number, string result) =>
        string.Create(CultureInfo.InvariantCulture, $"[BpfObject]\nsealed partial class Probe{number}\n{{\n    [SocketFilter] int F() => {result};\n}}\n");
}
