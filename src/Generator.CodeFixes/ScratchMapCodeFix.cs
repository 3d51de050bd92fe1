using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BpfSharp.Generator.CodeFixes;

/// <summary>BPF0153, more on the stack than there is room for: moves the largest variable into a per-CPU array map.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ScratchMapCodeFix)), Shared]
public sealed class ScratchMapCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["BPF0153"];

    /// <summary>None: once one variable is moved, the next may have room.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        SyntaxNode? variable = root?.FindNode(context.Span);
        if (model is null || variable?.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { Parent: BlockSyntax, Declaration.Variables.Count: 1 } statement)
            return;
        // Maps are members of the object: a static method or another class cannot reach one.
        if (variable.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method || method.Modifiers.Any(SyntaxKind.StaticKeyword)
            || method.Parent is not ClassDeclarationSyntax type || !IsObject(model.GetDeclaredSymbol(type, context.CancellationToken)))
        {
            return;
        }
        ScratchMap map = new(model, type, statement, context.CancellationToken);
        if (map.Rewrite() is not { } changed)
            return;
        context.RegisterCodeFix(
            CodeAction.Create(
                $"Keep '{statement.Declaration.Variables[0].Identifier.ValueText}' in a per-CPU array map",
                _ => Task.FromResult(context.Document.WithSyntaxRoot(root!.ReplaceNode(type, changed))),
                equivalenceKey: nameof(ScratchMapCodeFix)),
            context.Diagnostics);
    }

    private static bool IsObject(INamedTypeSymbol? type) => type?.GetAttributes().Any(static attribute =>
        attribute.AttributeClass is { Name: "BpfObjectAttribute", ContainingNamespace: { Name: "BpfSharp", ContainingNamespace.IsGlobalNamespace: true } }) == true;
}
