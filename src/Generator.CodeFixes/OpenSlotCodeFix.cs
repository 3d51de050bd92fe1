using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace BpfSharp.Generator.CodeFixes;

/// <summary>BPF0151, a ring buffer slot that some return leaves open: discards it there.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OpenSlotCodeFix)), Shared]
public sealed class OpenSlotCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["BPF0151"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SyntaxNode? reservation = root?.FindNode(context.Span);
        if (reservation?.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method || NameOf(reservation) is not { } name)
            return;
        if (new OpenSlot(method, reservation, name).DiscardBeforeReturns() is not { } changed)
            return;
        SyntaxNode fixedRoot = root!.ReplaceNode(method, changed.WithAdditionalAnnotations(Formatter.Annotation));
        context.RegisterCodeFix(
            CodeAction.Create($"Discard '{name}' before the returns that leave it open", _ => Task.FromResult(context.Document.WithSyntaxRoot(fixedRoot)), equivalenceKey: nameof(OpenSlotCodeFix)),
            context.Diagnostics);
    }

    private static string? NameOf(SyntaxNode reservation) =>
        reservation.DescendantNodesAndSelf().OfType<SingleVariableDesignationSyntax>().FirstOrDefault()?.Identifier.ValueText
        ?? reservation.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().FirstOrDefault()?.Identifier.ValueText;
}
