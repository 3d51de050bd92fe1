using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BpfSharp.Generator.Suppressors;

/// <summary>
/// Silences the compiler where it thinks that nobody writes a field: the kernel fills the types it shares with user code.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SharedDataSuppressor : DiagnosticSuppressor
{
    const string NameIsTheKernels = "CS8981";

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } =
    [
        new("BPFS010", "CS0649", "The kernel writes this field."),
        new("BPFS011", "CS0169", "The layout of data shared with the kernel includes fields that only the other side uses."),
        new("BPFS012", "IDE0044", "The kernel writes this field."),
        new("BPFS013", NameIsTheKernels, "The kernel chose this name."),
    ];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (context.Compilation.GetTypeByMetadataName("BpfSharp.KernelTypeAttribute") is not { } kernelType) return;
        HashSet<ISymbol>? shared = null;
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            var type = diagnostic.Id == NameIsTheKernels ? context.DeclaredSymbol<INamedTypeSymbol>(diagnostic) : context.DeclaredSymbol<IFieldSymbol>(diagnostic)?.ContainingType;
            if (type is not { TypeKind: TypeKind.Struct }) continue;
            bool isKernels = type.GetAttributes().Any(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, kernelType));
            if (isKernels || (diagnostic.Id != NameIsTheKernels && (shared ??= SharedTypes.Of(context.Compilation, context.CancellationToken)).Contains(type.OriginalDefinition)))
                context.Suppress(diagnostic, SupportedSuppressions);
        }
    }
}
