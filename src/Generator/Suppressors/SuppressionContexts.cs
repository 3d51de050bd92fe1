using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BpfSharp.Generator.Suppressors;

internal static class SuppressionContexts
{
    /// <summary>The innermost declaration of a kind that a diagnostic lies in.</summary>
    public static TSymbol? DeclaredSymbol<TSymbol>(this SuppressionAnalysisContext context, Diagnostic diagnostic)
        where TSymbol : class, ISymbol
    {
        if (diagnostic.Location.SourceTree is not { } tree) return null;
        var model = context.GetSemanticModel(tree);
        for (var node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan); node is not null; node = node.Parent)
            if (model.GetDeclaredSymbol(node, context.CancellationToken) is TSymbol symbol) return symbol;
        return null;
    }

    public static void Suppress(this SuppressionAnalysisContext context, Diagnostic diagnostic, ImmutableArray<SuppressionDescriptor> descriptors) =>
        context.ReportSuppression(Suppression.Create(descriptors.First(d => d.SuppressedDiagnosticId == diagnostic.Id), diagnostic));
}
