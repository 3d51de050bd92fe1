using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BpfSharp.Generator;

/// <summary>Silences advice that does not apply to program methods: the kernel calls them, and their parameters are the hook's.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProgramMemberSuppressor : DiagnosticSuppressor
{
    static readonly SuppressionDescriptor
        Unused = new("BPFS001", "IDE0051", "The kernel calls this method."),
        CouldBeStatic = new("BPFS002", "CA1822", "A program belongs to its object: its maps and globals are the object's."),
        UnusedParameter = new("BPFS003", "IDE0060", "The hook decides which parameters a program has."),
        UnusedParameterToo = new("BPFS004", "CA1801", "The hook decides which parameters a program has.");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [Unused, CouldBeStatic, UnusedParameter, UnusedParameterToo];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (context.Compilation.GetTypeByMetadataName("BpfSharp.BpfProgramAttribute") is not { } attribute) return;
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree) continue;
            var node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan);
            var model = context.GetSemanticModel(tree);
            for (var at = node; at is not null; at = at.Parent)
            {
                if (model.GetDeclaredSymbol(at, context.CancellationToken) is not IMethodSymbol method) continue;
                if (IsProgram(method, attribute)) context.ReportSuppression(Suppression.Create(SupportedSuppressions.First(s => s.SuppressedDiagnosticId == diagnostic.Id), diagnostic));
                break;
            }
        }
    }

    static bool IsProgram(IMethodSymbol method, INamedTypeSymbol attribute) =>
        method.GetAttributes().Any(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass?.BaseType, attribute));
}
