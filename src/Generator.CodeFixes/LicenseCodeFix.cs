using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BpfSharp.Generator.CodeFixes;

/// <summary>BPF0150, an object whose licence keeps it from a kernel function: gives it one that goes with the GPL.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LicenseCodeFix)), Shared]
public sealed class LicenseCodeFix : CodeFixProvider
{
    private const string Compatible = "Dual MIT/GPL";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["BPF0150"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        // The attribute may be on another part of the class, in another file: then the user changes it there.
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } type || FindLicense(type) is not { } license)
            return;
        LiteralExpressionSyntax text = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(Compatible));
        context.RegisterCodeFix(
            CodeAction.Create(
                $"Make the object's licence \"{Compatible}\"",
                _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(license, text.WithTriviaFrom(license)))),
                equivalenceKey: nameof(LicenseCodeFix)),
            context.Diagnostics);
    }

    private static ExpressionSyntax? FindLicense(ClassDeclarationSyntax type) => type.AttributeLists
        .SelectMany(list => list.Attributes)
        .Where(attribute => attribute.ArgumentList is not null)
        .SelectMany(attribute => attribute.ArgumentList!.Arguments)
        .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "License")?.Expression;
}
