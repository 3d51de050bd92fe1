using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Lowering;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Checks;

/// <summary>Finds calls that are nested more deeply than the kernel allows (include/linux/bpf_verifier.h, MAX_CALL_FRAMES).</summary>
internal static class CallDepthCheck
{
    private const int MaxFrames = 8;

    public static void Run(ObjectContext context)
    {
        foreach (BoundProgram program in context.Bound.Programs)
        {
            if (context.FunctionsOf(program) is { Count: > MaxFrames } functions)
                Follow(context, program, [functions[0]]);
        }
    }

    /// <summary>Reports the first call that is too deep; recursion was refused, so the walk ends.</summary>
    private static bool Follow(ObjectContext context, BoundProgram program, List<IrFunction> path)
    {
        foreach ((IrFunction callee, SourceSpan span) in ObjectContext.CalleesOf(path[path.Count - 1]))
        {
            path.Add(callee);
            if (path.Count > MaxFrames)
            {
                (Location location, _) = SourceLocator.Find(context, span, program);
                context.Diagnostics.Report(FunctionDiagnostics.CallDepth, location, path.Count, string.Join(" → ", path.Select(static function => function.Name)), MaxFrames);
                return true;
            }
            if (Follow(context, program, path))
                return true;
            path.RemoveAt(path.Count - 1);
        }
        return false;
    }
}
