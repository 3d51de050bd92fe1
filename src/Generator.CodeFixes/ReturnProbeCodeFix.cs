using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BpfSharp.Generator.CodeFixes;

/// <summary>BPF0028, an entry probe that wants the return value: makes it the return probe of the same function.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReturnProbeCodeFix)), Shared]
public sealed class ReturnProbeCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["BPF0028"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method || model is null)
            return;
        ReturnProbe probe = new(model, method, context.CancellationToken);
        if (probe.Rewrite() is not { } rewritten)
            return;
        string title = $"Run when the function returns: [{probe.NewHook}]";
        context.RegisterCodeFix(
            CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(method, rewritten))), equivalenceKey: nameof(ReturnProbeCodeFix)),
            context.Diagnostics);
    }
}
