using Basic.Reference.Assemblies;
using BpfSharp.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BpfSharp.Bench.Micro;

/// <summary>The compiler's front end on source files: bound by Roslyn already, then lowered and written as LLVM IR.</summary>
sealed class FrontEnd
{
    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.CSharp14);
    private static readonly SyntaxTree s_usings = CSharpSyntaxTree.ParseText("global using System; global using System.Threading;", s_parse);
    private readonly CSharpCompilation _compilation;
    private readonly List<INamedTypeSymbol> _types = [];

    public FrontEnd(params string[] files)
    {
        _compilation = CSharpCompilation.Create(
            "Programs",
            [s_usings, .. files.Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), s_parse, f, System.Text.Encoding.UTF8))],
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(BpfMap).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        foreach (SyntaxTree tree in _compilation.SyntaxTrees)
        {
            SemanticModel model = _compilation.GetSemanticModel(tree);
            foreach (ClassDeclarationSyntax declaration in tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>())
            {
                if (declaration.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.ToString() == "BpfObject"))
                    _types.Add(model.GetDeclaredSymbol(declaration)!);
            }
        }
    }

    /// <summary>Compiles every class; the length of the LLVM IR.</summary>
    /// <exception cref="InvalidOperationException">One of them has errors.</exception>
    public int Compile()
    {
        int length = 0;
        // A new one each time, as each build has: nothing of what Roslyn bound before is left.
        Compilation compilation = _compilation.Clone();
        foreach (INamedTypeSymbol type in _types)
        {
            CompilationResult result = BpfCompiler.Compile((INamedTypeSymbol)compilation.GetTypeByMetadataName(type.ToDisplayString())!, compilation, new CompilerOptions(), CancellationToken.None);
            length += result.ModuleText?.Length ?? throw new InvalidOperationException($"{type.Name}: {string.Join("; ", result.Diagnostics)}");
        }
        return length;
    }
}
