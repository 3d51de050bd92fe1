using System.Collections.Immutable;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Lowering;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler;

/// <summary>
/// Helpers are lowered in place of their calls. Where that makes more code than one function can hold, those whose copies are the most of it become
/// functions, one after the other until it fits. Code that fits is never changed.
/// </summary>
internal static class FunctionChooser
{
    /// <summary>
    /// A jump of BPF reaches 32,767 instructions, and a trap jumps to the function's end: LLVM refuses what is longer. It makes about half as many
    /// instructions as the IR has of ordinary code; at the limit it would have to make four of five.
    /// </summary>
    public const int Limit = 40_000;

    private const int Rounds = 8;

    /// <summary>Everything in place of its calls.</summary>
    public static ImmutableHashSet<IMethodSymbol> None { get; } = ImmutableHashSet.Create<IMethodSymbol>(SymbolEqualityComparer.Default);

    public static CompilationResult Compile(Func<ImmutableHashSet<IMethodSymbol>, (CompilationResult, InlinedSizes)> compile)
    {
        (CompilationResult best, InlinedSizes sizes) = compile(None);
        ImmutableHashSet<IMethodSymbol> apart = None;
        HashSet<IMethodSymbol> tried = new(SymbolEqualityComparer.Default);
        for (int round = 0; round < Rounds && IsTooLarge(best) && sizes.Largest(tried) is { } method; round++)
        {
            tried.Add(method);
            (CompilationResult result, InlinedSizes left) = compile(apart.Add(method));
            // Calls can be nested too deeply, and stacks too large: then another one is tried.
            if (result.ModuleText is null)
                continue;
            apart = apart.Add(method);
            (best, sizes) = (result, left);
        }
        return best;
    }

    // What was given up (BPF0130) would not fit into what the verifier follows either, which is each call.
    private static bool IsTooLarge(CompilationResult result) =>
        result.ModuleText is not null && result.Module!.Functions.Exists(static function => SizeOf(function) > Limit);

    private static int SizeOf(IrFunction function) => function.Blocks.Sum(static block => block.Instructions.Count + 1);
}
