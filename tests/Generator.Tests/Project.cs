using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using BpfSharp.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BpfSharp.Generator.Tests;

/// <summary>A project in memory, with MSBuild properties as the compiler would see them.</summary>
internal sealed class Project
{
    static readonly ImmutableArray<MetadataReference> References = [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(BpfObject).Assembly.Location)];
    static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);
    readonly PropertyProvider _properties;

    readonly FrontEnd _frontEnd;

    public Project(string source, params (string Name, string Value)[] properties)
        : this(ObjectCompiler.Compile, source, properties)
    {
    }

    public Project(FrontEnd frontEnd, string source, params (string Name, string Value)[] properties)
    {
        _frontEnd = frontEnd;
        _properties = new PropertyProvider(properties.ToDictionary(static p => "build_property." + p.Name, static p => p.Value));
        Compilation = CSharpCompilation.Create(
            "Tested", [Tree("/src/Program.cs", source), Tree("/src/GlobalUsings.cs", "global using System; global using System.Threading; global using BpfSharp;")], References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));
        Driver = CSharpGeneratorDriver.Create(
            [new BpfObjectGenerator(frontEnd).AsSourceGenerator()], parseOptions: ParseOptions, optionsProvider: _properties,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
    }

    public CSharpCompilation Compilation { get; set; }
    public GeneratorDriver Driver { get; private set; }

    public static SyntaxTree Tree(string path, string source) => CSharpSyntaxTree.ParseText(source, ParseOptions, path, System.Text.Encoding.UTF8);

    /// <summary>Puts another text in the place of a file.</summary>
    public void Edit(string path, Func<string, string> change)
    {
        var old = Compilation.SyntaxTrees.Single(t => t.FilePath == path);
        Compilation = Compilation.ReplaceSyntaxTree(old, Tree(path, change(old.ToString())));
    }

    /// <summary>Runs the generator; what it must never do, however broken the source, is checked here.</summary>
    public GeneratorRunResult Run()
    {
        Driver = Driver.RunGenerators(Compilation, TestContext.Current.CancellationToken);
        var result = Assert.Single(Driver.GetRunResult().Results);
        Assert.Null(result.Exception);
        return result;
    }

    /// <summary>The compilation with everything that was generated.</summary>
    public CSharpCompilation Complete() => Compilation.AddSyntaxTrees(Run().GeneratedSources.Select(static s => CSharpSyntaxTree.ParseText(s.SourceText, ParseOptions, s.HintName)));

    public async Task<ImmutableArray<Diagnostic>> Analyze(params DiagnosticAnalyzer[] more)
    {
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([], _properties), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true);
        return await new CompilationWithAnalyzers(Complete(), [new BpfObjectAnalyzer(_frontEnd), .. more], options).GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
    }

    sealed class PropertyProvider(Dictionary<string, string> properties) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(properties);
        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;
        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        sealed class Values(Dictionary<string, string> properties) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => properties.TryGetValue(key, out value);
        }
    }
}
