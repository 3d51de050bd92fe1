using System.Collections.Immutable;
using BpfSharp.Compiler.Binding;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BpfSharp.Generator;

/// <summary>
/// Keeps C# from saying that the fields of a <c>[KernelType]</c> struct are never assigned or unused: the kernel assigns them.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KernelTypeSuppressor : DiagnosticSuppressor
{
    const string Reason = "The kernel assigns the fields of a kernel type";

    static readonly SuppressionDescriptor NeverAssigned = new("BPFS005", "CS0649", Reason);
    static readonly SuppressionDescriptor NeverUsed = new("BPFS006", "CS0169", Reason);
    static readonly SuppressionDescriptor MakeReadOnly = new("BPFS007", "IDE0044", Reason);

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [NeverAssigned, NeverUsed, MakeReadOnly];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree)
                continue;
            var node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan);
            if (context.GetSemanticModel(tree).GetDeclaredSymbol(node, context.CancellationToken) is not IFieldSymbol field
                || KnownNames.FindAttribute(field.ContainingType, "KernelTypeAttribute") is null)
                continue;
            var descriptor = SupportedSuppressions.First(d => d.SuppressedDiagnosticId == diagnostic.Id);
            context.ReportSuppression(Suppression.Create(descriptor, diagnostic));
        }
    }
}
