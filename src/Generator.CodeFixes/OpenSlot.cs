using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BpfSharp.Generator.CodeFixes;

/// <summary>A reserved ring buffer slot and the returns that leave it open.</summary>
/// <param name="method">The method that reserves it.</param>
/// <param name="reservation">The <c>out</c> argument.</param>
/// <param name="name">The slot's variable.</param>
internal sealed class OpenSlot(MethodDeclarationSyntax method, SyntaxNode reservation, string name)
{
    /// <summary>The method with the slot discarded before these returns; null when it is not one of them that is to blame.</summary>
    public MethodDeclarationSyntax? DiscardBeforeReturns()
    {
        List<ReturnStatementSyntax> returns = [.. method.Body?.DescendantNodes(static node => node is not (LocalFunctionStatementSyntax or LambdaExpressionSyntax))
            .OfType<ReturnStatementSyntax>().Where(LeavesItOpen) ?? []];
        if (returns.Count == 0)
            return null;
        StatementSyntax discard = SyntaxFactory.ParseStatement($"{name}.Discard();");
        MethodDeclarationSyntax changed = method.TrackNodes(returns);
        foreach (ReturnStatementSyntax original in returns)
        {
            ReturnStatementSyntax current = changed.GetCurrentNode(original)!;
            StatementSyntax before = discard.WithLeadingTrivia(current.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);
            changed = current.Parent is BlockSyntax or SwitchSectionSyntax
                ? changed.InsertNodesBefore(current, [before])
                : changed.ReplaceNode(current, SyntaxFactory.Block(before.WithLeadingTrivia(), current.WithLeadingTrivia()).WithTriviaFrom(current));
        }
        return changed;
    }

    /// <summary>Whether the return is behind the reservation, not where that failed, and behind no end of the slot.</summary>
    private bool LeavesItOpen(ReturnStatementSyntax @return)
    {
        if (@return.SpanStart < reservation.SpanStart || IsWhereItFailed(@return))
            return false;
        for (SyntaxNode node = @return; node != method; node = node.Parent!)
        {
            IEnumerable<StatementSyntax> siblings = node.Parent switch
            {
                BlockSyntax block => block.Statements,
                SwitchSectionSyntax section => section.Statements,
                _ => [],
            };
            if (siblings.TakeWhile(sibling => sibling != node).Any(EndsIt))
                return false;
        }
        return true;
    }

    /// <summary><c>if (!map.TryReserve(out var slot)) return 0;</c></summary>
    private bool IsWhereItFailed(ReturnStatementSyntax @return) =>
        reservation.FirstAncestorOrSelf<IfStatementSyntax>() is { } test && test.Condition.Span.Contains(reservation.Span)
        && (IsNegated(test.Condition) ? test.Statement : test.Else?.Statement) is { } failed && failed.Span.Contains(@return.Span);

    private bool IsNegated(ExpressionSyntax condition) =>
        condition.DescendantNodesAndSelf().OfType<PrefixUnaryExpressionSyntax>().Any(not => not.IsKind(SyntaxKind.LogicalNotExpression) && not.Span.Contains(reservation.Span));

    private bool EndsIt(StatementSyntax statement) => statement is ExpressionStatementSyntax
    {
        Expression: InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax slot, Name.Identifier.ValueText: "Submit" or "Discard" },
        },
    } && slot.Identifier.ValueText == name;
}
