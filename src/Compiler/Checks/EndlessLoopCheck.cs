using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BpfSharp.Compiler.Checks;

/// <summary>Finds loops that nothing leaves. C# allows them; the verifier, which follows every path to its end, does not.</summary>
internal static class EndlessLoopCheck
{
    public static void Run(ObjectContext context)
    {
        foreach (BoundProgram program in context.Bound.Programs)
        {
            foreach (IrFunction function in context.FunctionsOf(program))
            {
                if (FindEndless(function) is { } span)
                    context.Diagnostics.Report(VerifierDiagnostics.EndlessLoop, FindLoop(SourceLocator.Find(context, span, program).Location), function.Name);
            }
        }
    }

    /// <summary>The keyword of the loop statement around a place; the place itself where a <c>goto</c> makes the loop.</summary>
    private static Location FindLoop(Location place) =>
        place.SourceTree?.GetRoot().FindNode(place.SourceSpan).FirstAncestorOrSelf<StatementSyntax>(IsLoop) is { } loop ? loop.GetFirstToken().GetLocation() : place;

    private static bool IsLoop(StatementSyntax statement) => statement is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax;

    /// <summary>A place in the first loop from which the program cannot return; null when there is none.</summary>
    private static SourceSpan? FindEndless(IrFunction function)
    {
        Dictionary<IrBlock, List<IrBlock>> before = [];
        List<IrBlock> reachable = [function.Blocks[0]];
        HashSet<IrBlock> seen = [function.Blocks[0]];
        for (int index = 0; index < reachable.Count; index++)
        {
            foreach (IrBlock next in reachable[index].Successors)
            {
                if (!before.TryGetValue(next, out List<IrBlock>? sources))
                    before[next] = sources = [];
                sources.Add(reachable[index]);
                if (seen.Add(next))
                    reachable.Add(next);
            }
        }

        HashSet<IrBlock> returning = [.. reachable.Where(block => block.Terminator is IrReturn)];
        Queue<IrBlock> work = new(returning);
        while (work.Count > 0)
        {
            if (!before.TryGetValue(work.Dequeue(), out List<IrBlock>? sources))
                continue;
            foreach (IrBlock source in sources.Where(returning.Add))
                work.Enqueue(source);
        }
        return reachable.Find(block => !returning.Contains(block) && Reaches(block, block)) is { } endless
            ? endless.Instructions.Count > 0 ? endless.Instructions[0].Span : endless.Terminator!.Span
            : null;
    }

    private static bool Reaches(IrBlock from, IrBlock target)
    {
        HashSet<IrBlock> seen = [];
        Stack<IrBlock> work = new([from]);
        while (work.Count > 0)
        {
            foreach (IrBlock next in work.Pop().Successors)
            {
                if (next == target)
                    return true;
                if (seen.Add(next))
                    work.Push(next);
            }
        }
        return false;
    }
}
