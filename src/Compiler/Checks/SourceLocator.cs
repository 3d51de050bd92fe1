using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BpfSharp.Compiler.Checks;

/// <summary>Finds the C# that an instruction was made from: the IR knows where it begins only.</summary>
internal static class SourceLocator
{
    /// <summary>The access, call or assignment that begins at a place, with its text; the program's name where there is none.</summary>
    public static (Location Location, string Text) Find(ObjectContext context, SourceSpan span, BoundProgram program)
    {
        foreach (SyntaxTree tree in context.Compilation.SyntaxTrees)
        {
            string path = context.Compilation.Options.SourceReferenceResolver?.NormalizePath(tree.FilePath, baseFilePath: null) ?? tree.FilePath;
            if (path != span.File || tree.GetText(context.Cancellation).Lines is var lines && span.Line > lines.Count)
                continue;
            SyntaxNode? node = tree.GetRoot(context.Cancellation).FindToken(lines[span.Line - 1].Start + span.Column - 1).Parent;
            while (node?.Parent is MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or AssignmentExpressionSyntax
                && node.Parent.SpanStart == node.SpanStart)
            {
                node = node.Parent;
            }
            if (node is ExpressionSyntax or StatementSyntax)
                return (node.GetLocation(), Shorten(node.ToString()));
        }
        return (program.Method.Locations[0], program.Method.Name);
    }

    private static string Shorten(string text)
    {
        int end = text.IndexOf('\n');
        text = end < 0 ? text : text.Substring(0, end).TrimEnd();
        return text.Length <= 60 ? text : text.Substring(0, 59) + "…";
    }
}
