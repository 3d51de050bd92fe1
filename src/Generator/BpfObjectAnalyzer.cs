using System.Collections.Immutable;
using BpfSharp.Compiler;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BpfSharp.Generator;

/// <summary>
/// Reports what the front end finds in <c>[BpfObject]</c> classes, while typing and in builds: it is the very code that
/// produces the objects, so an editor without errors means an object that compiles.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BpfObjectAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. DiagnosticDescriptors.All, GeneratorDiagnostics.InternalDefect];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(BpfObjectGenerator.AttributeName) is not { } attribute) return;
            var options = ProjectOptions.Read(start.Options.AnalyzerConfigOptionsProvider.GlobalOptions).Compiler;
            // A symbol action, not one at the end of the compilation: those do not run while typing.
            start.RegisterSymbolAction(symbol => Analyze(symbol, attribute, options), SymbolKind.NamedType);
        });
    }

    static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol attribute, CompilerOptions options)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!type.GetAttributes().Any(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute))) return;
        try
        {
            foreach (var diagnostic in BpfCompiler.Compile(type, context.Compilation, options, context.CancellationToken).Diagnostics) context.ReportDiagnostic(diagnostic);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            context.ReportDiagnostic(GeneratorDiagnostics.Defect(type, e));
        }
    }
}
