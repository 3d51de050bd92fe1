using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace BpfSharp.Generator.CodeFixes;

/// <summary>BPF0001, a BPF object's class that is not partial: declares it, and the classes around it, partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PartialClassCodeFix)), Shared]
public sealed class PartialClassCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["BPF0001"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return;
        context.RegisterCodeFix(
            CodeAction.Create("Declare it partial", cancellation => MakePartial(context.Document, type, cancellation), equivalenceKey: nameof(PartialClassCodeFix)),
            context.Diagnostics);
    }

    private static async Task<Document> MakePartial(Document document, TypeDeclarationSyntax type, CancellationToken cancellation)
    {
        DocumentEditor editor = await DocumentEditor.CreateAsync(document, cancellation).ConfigureAwait(false);
        foreach (TypeDeclarationSyntax declared in type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Where(declared => !declared.Modifiers.Any(SyntaxKind.PartialKeyword)))
        {
            editor.ReplaceNode(declared, static (node, generator) => generator.WithModifiers(node, generator.GetModifiers(node).WithPartial(true)));
        }
        return editor.GetChangedDocument();
    }
}
