using System.Collections.Immutable;
using BpfSharp.Compiler.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace BpfSharp.Compiler.Tests.FrontEnd;

/// <summary>One C# source with its expected diagnostics marked in it, see <see cref="Markup"/>.</summary>
internal sealed class FrontEndTest
{
    public const string File = "/src/Probe.cs";
    private const string Usings = "global using System; global using System.Threading; global using System.Runtime.CompilerServices; global using System.Runtime.InteropServices; global using System.Numerics; global using System.Buffers.Binary; global using BpfSharp;";

    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.CSharp14);
    private static readonly CSharpCompilationOptions s_options =
        new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release);
    private static readonly SyntaxTree s_usings = CSharpSyntaxTree.ParseText(Usings, s_parse, "/src/Usings.cs");
    private static readonly ImmutableArray<MetadataReference> s_references =
        [.. Basic.Reference.Assemblies.Net100.References.All, MetadataReference.CreateFromFile(typeof(BpfObject).Assembly.Location)];

    private readonly Markup _markup;
    private CompilerOptions _options = new(MinimumKernel: new Version(5, 12));
    private ImmutableArray<MetadataReference> _extraReferences = [];

    private FrontEndTest(string marked) => _markup = Markup.Parse(marked);

    /// <summary>A whole file.</summary>
    public static FrontEndTest Source(string marked) => new(marked);

    /// <summary>The members of a BPF object <c>Probe</c>; types may stand behind them, after a line of <c>---</c>.</summary>
    public static FrontEndTest Members(string marked) => Assemble(Markup.Sections(marked, 2));

    /// <summary>The body of a socket filter; after a line of <c>---</c> more members of the object, after another one types.</summary>
    public static FrontEndTest Body(string marked)
    {
        string[] parts = Markup.Sections(marked, 3);
        return Assemble(["[SocketFilter]\nint Filter()\n{\n" + parts[0] + "}\n" + parts[1], parts[2]]);
    }

    private static FrontEndTest Assemble(string[] parts) =>
        new("[BpfObject]\nsealed unsafe partial class Probe\n{\n" + parts[0] + "}\n" + parts[1]);

    public FrontEndTest With(CompilerOptions options)
    {
        _options = options;
        return this;
    }

    public FrontEndTest With(MetadataReference reference)
    {
        _extraReferences = _extraReferences.Add(reference);
        return this;
    }

    public string Text => _markup.Text;

    public CSharpCompilation Compilation() => Compilation(Text, _extraReferences);

    public static CSharpCompilation Compilation(string text, ImmutableArray<MetadataReference> extraReferences = default) =>
        CSharpCompilation.Create(
            "Probes",
            [s_usings, CSharpSyntaxTree.ParseText(text, s_parse, File, System.Text.Encoding.UTF8)],
            extraReferences.IsDefaultOrEmpty ? s_references : s_references.AddRange(extraReferences),
            s_options);

    /// <summary>Compiles without judging: the C# may be broken.</summary>
    public static CompilationResult Compile(CSharpCompilation compilation, CompilerOptions? options = null, CancellationToken cancellation = default)
    {
        SyntaxTree tree = compilation.SyntaxTrees[1];
        SemanticModel model = compilation.GetSemanticModel(tree);
        ClassDeclarationSyntax declaration = tree.GetRoot(cancellation).DescendantNodes().OfType<ClassDeclarationSyntax>()
            .First(c => c.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.ToString() is "BpfObject"));
        return BpfCompiler.Compile(model.GetDeclaredSymbol(declaration, cancellation)!, compilation, options ?? new CompilerOptions(), cancellation);
    }

    /// <summary>
    /// Compiles, and asserts that the C# is right, that exactly the marked diagnostics occur at exactly their spans,
    /// and that an object is made if and only if there is no error.
    /// </summary>
    public CompilationResult Check()
    {
        CSharpCompilation compilation = Compilation();
        Assert.Empty(Errors(compilation).Select(d => d.ToString()));

        CompilationResult result = Compile(compilation, _options, TestContext.Current.CancellationToken);
        Assert.Equal(Describe(_markup.Expected), Describe(result.Diagnostics.Select(d => (d.Id, d.Location.SourceSpan))));
        if (!result.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error))
        {
            Assert.True(result.ModuleText is not null, "There is neither an error nor an object.");
            Assert.Empty(IrVerifier.Verify(result.Module!));
        }
        else
        {
            Assert.Null(result.ModuleText);
        }
        return result;
    }

    /// <summary>C#'s own errors, except that the generated half is missing.</summary>
    public static IEnumerable<Diagnostic> Errors(CSharpCompilation compilation) =>
        compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error && d.Id != "CS9248");

    private IEnumerable<string> Describe(IEnumerable<(string Id, TextSpan Span)> diagnostics) =>
        diagnostics.OrderBy(d => (d.Span.Start, d.Span.End, d.Id)).Select(d => $"{d.Id} at '{Text.Substring(d.Span.Start, d.Span.Length)}' ({d.Span})");
}
