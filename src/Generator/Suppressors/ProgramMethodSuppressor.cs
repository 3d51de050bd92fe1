using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BpfSharp.Generator.Suppressors;

/// <summary>Silences advice that does not apply to program methods: the kernel calls them, and their parameters are the hook's.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProgramMethodSuppressor : DiagnosticSuppressor
{
    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } =
    [
        new("BPFS001", "IDE0051", "The kernel calls this method."),
        new("BPFS002", "CA1822", "A program belongs to its object: its maps and globals are the object's."),
        new("BPFS003", "IDE0060", "The hook decides which parameters a program has."),
        new("BPFS004", "CA1801", "The hook decides which parameters a program has."),
    ];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (context.Compilation.GetTypeByMetadataName("BpfSharp.BpfProgramAttribute") is not { } attribute) return;
        foreach (var diagnostic in context.ReportedDiagnostics)
            if (context.DeclaredSymbol<IMethodSymbol>(diagnostic) is { } method && IsProgram(method, attribute)) context.Suppress(diagnostic, SupportedSuppressions);
    }

    static bool IsProgram(IMethodSymbol method, INamedTypeSymbol attribute) =>
        method.GetAttributes().Any(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass?.BaseType, attribute));
}
