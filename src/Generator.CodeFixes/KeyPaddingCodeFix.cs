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

/// <summary>BPF0155, a key with foreign bytes between its fields: zeroes them, in the variable where it only lacks a first value, else in a copy of its fields.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(KeyPaddingCodeFix)), Shared]
public sealed class KeyPaddingCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["BPF0155"];

    /// <summary>None: what is done for one call may serve the next.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        SyntaxNode? argument = root?.FindNode(context.Span, getInnermostNodeForTie: true);
        if (model is null || argument?.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().FirstOrDefault() is not { } name
            || model.GetSymbolInfo(name, context.CancellationToken).Symbol is not ILocalSymbol local)
        {
            return;
        }
        if ((GivenDefault(root!, local, model, context.CancellationToken) ?? CopiedByFields(root!, name, local)) is not { } changed)
            return;
        context.RegisterCodeFix(
            CodeAction.Create($"Zero the padding of '{local.Name}'", _ => Task.FromResult(context.Document.WithSyntaxRoot(changed)), equivalenceKey: nameof(KeyPaddingCodeFix)),
            context.Diagnostics);
    }

    /// <summary><c>Key key;</c> becomes <c>Key key = default;</c>, where nothing fills it as a whole later.</summary>
    private static SyntaxNode? GivenDefault(SyntaxNode root, ILocalSymbol local, SemanticModel model, CancellationToken cancellation)
    {
        if (local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not VariableDeclaratorSyntax { Initializer: null, Parent: VariableDeclarationSyntax { Parent: LocalDeclarationStatementSyntax { Parent: { } scope } } } declarator)
            return null;
        // Its address may be written through; an assignment as a whole brings along what it had there.
        bool isWritten = scope.DescendantNodes().OfType<IdentifierNameSyntax>().Where(use => use.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(use, cancellation).Symbol, local))
            .Any(static use => use.Parent is AssignmentExpressionSyntax assignment && assignment.Left == use || use.Parent is PrefixUnaryExpressionSyntax && !IsSecondArgument(use.Parent) || use.Parent is ArgumentSyntax && !IsSecondArgument(use));
        return isWritten ? null : root.ReplaceNode(declarator, declarator.WithInitializer(SyntaxFactory.EqualsValueClause(SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression)))
            .WithAdditionalAnnotations(Formatter.Annotation));
    }

    private static bool IsSecondArgument(SyntaxNode node) =>
        node.FirstAncestorOrSelf<ArgumentSyntax>() is { Parent: ArgumentListSyntax list } argument && list.Arguments.IndexOf(argument) == 1;

    /// <summary>A variable before the call that has the fields and nothing else.</summary>
    private static SyntaxNode? CopiedByFields(SyntaxNode root, IdentifierNameSyntax name, ILocalSymbol local)
    {
        ImmutableArray<IFieldSymbol> fields = [.. local.Type.GetMembers().OfType<IFieldSymbol>().Where(static field => !field.IsStatic)];
        if (name.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax } statement || fields.Any(static field => !CanBeCopied(field)))
            return null;
        string copy = "clean" + char.ToUpperInvariant(local.Name[0]) + local.Name.Substring(1);
        string values = string.Join(", ", fields.Select(field => $"{field.Name} = {local.Name}.{field.Name}"));
        StatementSyntax declaration = SyntaxFactory.ParseStatement($"{local.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)} {copy} = new() {{ {values} }};\n")
            .WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);
        SyntaxNode tracked = root.TrackNodes(name, statement);
        tracked = tracked.ReplaceNode(tracked.GetCurrentNode(name)!, SyntaxFactory.IdentifierName(copy).WithTriviaFrom(name));
        return tracked.InsertNodesBefore(tracked.GetCurrentNode(statement)!, [declaration]);
    }

    /// <summary>A field that an object initialiser can set; a struct in it may have gaps of its own.</summary>
    private static bool CanBeCopied(IFieldSymbol field) =>
        field is { DeclaredAccessibility: Accessibility.Public or Accessibility.Internal, IsReadOnly: false, IsFixedSizeBuffer: false }
        && (field.Type.TypeKind is TypeKind.Enum or TypeKind.Pointer || field.Type.SpecialType != SpecialType.None);
}
