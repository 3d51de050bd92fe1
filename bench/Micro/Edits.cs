using System.Globalization;
using Basic.Reference.Assemblies;
using BenchmarkDotNet.Attributes;
using BpfSharp.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BpfSharp.Bench.Micro;

/// <summary>What typing costs: the analyzer's answer for a file of a project, after a change in it.</summary>
public class Edit
{
    private const int Programs = 100;

    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.CSharp14);
    private readonly BpfObjectAnalyzer _analyzer = new();
    private CSharpCompilation _project = null!;
    private string _source = "";
    private int _edits;

    /// <summary>A hundred classes of a probe with a ring buffer and a hash each, all of them analyzed before.</summary>
    [GlobalSetup]
    public void Open()
    {
        _source = System.IO.File.ReadAllText(Inputs.Source("CloneTrace"));
        _project = CSharpCompilation.Create(
            "Programs",
            [
                CSharpSyntaxTree.ParseText("global using System; global using System.Threading;", s_parse),
                CSharpSyntaxTree.ParseText(System.IO.File.ReadAllText(Inputs.Source("Shared")), s_parse, "Shared.cs"),
                .. Enumerable.Range(0, Programs).Select(number => Parse(number, "")),
            ],
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(BpfMap).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        int found = _project.WithAnalyzers([_analyzer]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult().Length;
        if (found > 0)
            throw new InvalidOperationException($"The programs have {found} diagnostics, so they are not what is to be measured.");
    }

    /// <summary>One of a hundred programs is changed, and the editor asks for what is wrong with its file.</summary>
    [Benchmark]
    public int OneOfAHundredPrograms()
    {
        SyntaxTree before = _project.SyntaxTrees[2 + _edits % Programs];
        SyntaxTree after = Parse(_edits % Programs, $"\n// {_edits++}\n");
        CSharpCompilation edited = _project.ReplaceSyntaxTree(before, after);
        return edited.WithAnalyzers([_analyzer]).GetAnalyzerSemanticDiagnosticsAsync(edited.GetSemanticModel(after), filterSpan: null, CancellationToken.None).GetAwaiter().GetResult().Length;
    }

    private SyntaxTree Parse(int number, string more) =>
        CSharpSyntaxTree.ParseText(_source.Replace("CloneTrace", string.Create(CultureInfo.InvariantCulture, $"CloneTrace{number}"), StringComparison.Ordinal) + more, s_parse, $"CloneTrace{number}.cs");
}
