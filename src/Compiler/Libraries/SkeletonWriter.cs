using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace BpfSharp.Compiler.Libraries;

/// <summary>
/// A file without what programs of other projects do not need: comments, what <c>#if</c> leaves out, and the bodies of classes
/// that are for user code. All declarations stay, so that names mean there what they mean here, and so do lines and columns: what goes becomes
/// spaces, of which nothing is left after compression.
/// </summary>
internal sealed class SkeletonWriter
{
    private readonly char[] _text;
    private readonly SemanticModel _model;
    private readonly LibraryTypes _types;

    private SkeletonWriter(string text, SemanticModel model, LibraryTypes types)
    {
        _text = text.ToCharArray();
        _model = model;
        _types = types;
    }

    public static string Write(SyntaxTree tree, SemanticModel model, LibraryTypes types, CancellationToken cancellation)
    {
        SkeletonWriter writer = new(tree.GetText(cancellation).ToString(), model, types);
        CompilationUnitSyntax root = (CompilationUnitSyntax)tree.GetRoot(cancellation);
        foreach (SyntaxTrivia trivia in root.DescendantTrivia())
        {
            if (!trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia))
                writer.Blank(trivia.FullSpan);
        }
        // The version, and whom the internals are shown to, is told by the assembly itself.
        foreach (AttributeListSyntax list in root.AttributeLists)
            writer.Blank(list.Span);
        foreach (MemberDeclarationSyntax member in root.Members)
            writer.Reduce(member);
        return new string(writer._text);
    }

    private void Reduce(MemberDeclarationSyntax member)
    {
        switch (member)
        {
            case GlobalStatementSyntax statement:
                Blank(statement.Span);
                break;
            case BaseNamespaceDeclarationSyntax @namespace:
                foreach (MemberDeclarationSyntax inner in @namespace.Members)
                    Reduce(inner);
                break;
            case StructDeclarationSyntax or RecordDeclarationSyntax { RawKind: (int)SyntaxKind.RecordStructDeclaration } or EnumDeclarationSyntax:
                // What a struct is like can depend on its bodies: captured parameters and 'field' are fields.
                break;
            case TypeDeclarationSyntax type when !_types.Contains(_model.GetDeclaredSymbol(type)):
                foreach (MemberDeclarationSyntax inner in type.Members)
                    Reduce(inner);
                break;
            case BaseMethodDeclarationSyntax method:
                ReduceBody(method.Body, method.ExpressionBody);
                break;
            case BasePropertyDeclarationSyntax property:
                ReduceProperty(property);
                break;
            case FieldDeclarationSyntax field when !field.Modifiers.Any(SyntaxKind.ConstKeyword):
                foreach (VariableDeclaratorSyntax declarator in field.Declaration.Variables)
                    Blank(declarator.Initializer?.Span);
                break;
        }
    }

    private void ReduceProperty(BasePropertyDeclarationSyntax declaration)
    {
        foreach (AccessorDeclarationSyntax accessor in declaration.AccessorList?.Accessors ?? [])
            ReduceBody(accessor.Body, accessor.ExpressionBody);
        if (declaration is IndexerDeclarationSyntax indexer)
            ReduceBody(null, indexer.ExpressionBody);
        if (declaration is not PropertyDeclarationSyntax property)
            return;
        ReduceBody(null, property.ExpressionBody);
        if (property.Initializer is { } initializer)
            Blank(TextSpan.FromBounds(initializer.SpanStart, property.SemicolonToken.Span.End));
    }

    private void ReduceBody(BlockSyntax? body, ArrowExpressionClauseSyntax? arrow)
    {
        if (body is not null)
            Blank(TextSpan.FromBounds(body.OpenBraceToken.Span.End, body.CloseBraceToken.SpanStart));
        if (arrow is null)
            return;
        // Without an expression it would be another kind of member.
        Blank(arrow.Expression.Span);
        if (arrow.Expression.Span.Length > 0)
            _text[arrow.Expression.SpanStart] = '0';
    }

    private void Blank(TextSpan? span)
    {
        if (span is not { } blanked)
            return;
        for (int i = blanked.Start; i < blanked.End; i++)
        {
            if (_text[i] is not ('\r' or '\n' or '\u0085' or '\u2028' or '\u2029'))
                _text[i] = ' ';
        }
    }
}
