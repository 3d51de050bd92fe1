using System.Collections.Concurrent;
using System.Collections.Immutable;
using BpfSharp.Compiler;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Libraries;
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
    readonly FrontEnd _frontEnd;

    /// <summary>The analyzer as the compiler makes it.</summary>
    public BpfObjectAnalyzer()
        : this(ObjectCompiler.Compile)
    {
    }

    internal BpfObjectAnalyzer(FrontEnd frontEnd) => _frontEnd = frontEnd;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. DiagnosticDescriptors.All, GeneratorDiagnostics.InternalDefect, GeneratorDiagnostics.NoReason, GeneratorDiagnostics.NotForPrograms];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(BpfObjectGenerator.AttributeName) is not { } attribute) return;
            var options = ProjectOptions.Read(start.Options.AnalyzerConfigOptionsProvider.GlobalOptions).Compiler;
            var unexplained = new ConcurrentBag<INamedTypeSymbol>();
            // A symbol action, not one at the end of the compilation: those do not run while typing.
            start.RegisterSymbolAction(symbol => Analyze(symbol, attribute, options, unexplained), SymbolKind.NamedType);
            start.RegisterSymbolAction(symbol => CheckLibrary(symbol, options), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => Explain(end, unexplained));
        });
    }

    void Analyze(SymbolAnalysisContext context, INamedTypeSymbol attribute, CompilerOptions options, ConcurrentBag<INamedTypeSymbol> unexplained)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!type.GetAttributes().Any(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute))) return;
        try
        {
            var result = _frontEnd(type, context.Compilation, options, context.CancellationToken);
            foreach (var diagnostic in result.Diagnostics) context.ReportDiagnostic(diagnostic);
            if (result.Modules.IsEmpty && !result.Diagnostics.Any(static d => d.Severity == DiagnosticSeverity.Error)) unexplained.Add(type);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            context.ReportDiagnostic(GeneratorDiagnostics.Defect(type, e));
        }
    }

    static void CheckLibrary(SymbolAnalysisContext context, CompilerOptions options)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!LibraryTypes.IsMarked(type)) return;
        try
        {
            foreach (var (method, found) in LibraryCheck.Run(type, context.Compilation, options, context.CancellationToken))
            {
                var reason = found.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
                context.ReportDiagnostic(Diagnostic.Create(GeneratorDiagnostics.NotForPrograms, found.Location, method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), reason));
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            context.ReportDiagnostic(GeneratorDiagnostics.Defect(type, e));
        }
    }

    /// <summary>The front end stays silent where C# has an error to report. Where C# has none, a build must not succeed without the object.</summary>
    static void Explain(CompilationAnalysisContext context, ConcurrentBag<INamedTypeSymbol> unexplained)
    {
        if (unexplained.IsEmpty || context.Compilation.GetDiagnostics(context.CancellationToken).Any(static d => d.Severity == DiagnosticSeverity.Error)) return;
        foreach (var type in unexplained) context.ReportDiagnostic(Diagnostic.Create(GeneratorDiagnostics.NoReason, type.Locations[0], type.ToDisplayString()));
    }
}
