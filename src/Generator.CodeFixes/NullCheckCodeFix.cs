using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace BpfSharp.Generator.CodeFixes;

/// <summary>BPF0161, a map's element that may not be there: returns where it is not.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NullCheckCodeFix)), Shared]
public sealed class NullCheckCodeFix : CodeFixProvider
{
    // XDP_PASS: a program that finds nothing must not drop the packet.
    private const string Pass = "2", Nothing = "0";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["BPF0161"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SyntaxNode? call = root?.FindNode(context.Span, getInnermostNodeForTie: true);
        if (call?.FirstAncestorOrSelf<VariableDeclaratorSyntax>() is not { } variable || call.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { Parent: BlockSyntax } declaration
            || call.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method || call.FirstAncestorOrSelf<LocalFunctionStatementSyntax>() is not null)
        {
            return;
        }
        context.RegisterCodeFix(
            CodeAction.Create(
                $"Return when the map has no such key",
                _ => Task.FromResult(context.Document.WithSyntaxRoot(root!.InsertNodesAfter(declaration, [Test(variable.Identifier.ValueText, method)]))),
                equivalenceKey: nameof(NullCheckCodeFix)),
            context.Diagnostics);
    }

    private static StatementSyntax Test(string variable, MethodDeclarationSyntax method)
    {
        string result = method.ReturnType switch
        {
            PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } => "",
            PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.BoolKeyword } => Has(method, "CgroupSkbIngress", "CgroupSkbEgress") ? " true" : " false",
            _ => " " + (Has(method, "Xdp") ? Pass : Nothing),
        };
        return SyntaxFactory.ParseStatement($"if (global::System.Runtime.CompilerServices.Unsafe.IsNullRef(ref {variable}))\nreturn{result};\n")
            .WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);
    }

    private static bool Has(MethodDeclarationSyntax method, params string[] hooks) =>
        method.AttributeLists.SelectMany(static list => list.Attributes).Any(attribute => hooks.Contains(attribute.Name.ToString().Replace("Attribute", "")));
}
