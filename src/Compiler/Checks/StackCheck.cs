using System.Globalization;
using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Lowering;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Checks;

/// <summary>
/// Finds functions, and chains of calls, that are certain to need more than the stack has. What it lets pass, LLVM and the verifier
/// still measure exactly.
/// </summary>
/// <param name="context">The object.</param>
/// <param name="functions">Those of one program, itself first.</param>
internal sealed class StackCheck(ObjectContext context, BoundProgram program, IReadOnlyList<IrFunction> functions)
{
    /// <summary>MAX_BPF_STACK (include/linux/filter.h): of a function, and of all that are active at a time.</summary>
    public const int Limit = 512;

    private const int MostNamed = 3;

    // From here on, functions of these hooks have a stack of their own each (bpf_enable_priv_stack() in kernel/bpf/verifier.c).
    private static readonly Version s_ownStacks = new(6, 13);

    // Kprobes, tracepoints, perf events, raw tracepoints, and what is attached by the kernel's types.
    private static readonly HashSet<int> s_typesWithOwnStacks = [2, 5, 7, 17, 26];

    private readonly Dictionary<IrFunction, (IReadOnlyList<IrLocal> Variables, IrInstruction? Call)> _frames = [];

    public static void Run(ObjectContext context)
    {
        foreach (BoundProgram program in context.Bound.Programs)
        {
            if (context.FunctionsOf(program) is { Count: > 0 } functions)
                new StackCheck(context, program, functions).Check();
        }
    }

    private void Check()
    {
        bool isTooLarge = false;
        foreach (IrFunction function in functions)
            isTooLarge |= CheckFunction(function);
        bool mayHaveOwnStacks = context.Options.EffectiveMinimumKernel >= s_ownStacks
            && (HelperTable.Of(program.Hook.SectionPrefix) is not { } table || s_typesWithOwnStacks.Contains(table.ProgramType));
        if (!isTooLarge && !mayHaveOwnStacks && functions.Count > 1)
            Follow([functions[0]], SizeOf(functions[0]));
    }

    private bool CheckFunction(IrFunction function)
    {
        if (SizeOf(function) <= Limit)
            return false;
        (IReadOnlyList<IrLocal> variables, IrInstruction? call) = _frames[function];
        Report(variables, call!, $"'{function.Name}' needs", SizeOf(function));
        return true;
    }

    /// <summary>Reports the first chain of calls that is too large; recursion was refused, so the walk ends.</summary>
    private bool Follow(List<IrFunction> path, int size)
    {
        foreach ((IrFunction callee, SourceSpan _) in ObjectContext.CalleesOf(path[path.Count - 1]))
        {
            path.Add(callee);
            int together = size + SizeOf(callee);
            if (together > Limit)
            {
                IrLocal[] variables = [.. path.SelectMany(function => _frames[function].Variables).OrderByDescending(static local => local.Size)];
                IrInstruction call = path.Select(function => _frames[function]).First(frame => frame.Variables.Contains(variables[0])).Call!;
                Report(variables, call, $"The calls {string.Join(" → ", path.Select(static function => function.Name))} need", together);
                return true;
            }
            if (Follow(path, together))
                return true;
            path.RemoveAt(path.Count - 1);
        }
        return false;
    }

    private int SizeOf(IrFunction function)
    {
        if (!_frames.TryGetValue(function, out (IReadOnlyList<IrLocal> Variables, IrInstruction? Call) frame))
            _frames[function] = frame = CertainStack.Of(function, functions.Count == 1 ? Limit : 0);
        return frame.Variables.Sum(static local => local.Size);
    }

    private void Report(IReadOnlyList<IrLocal> variables, IrInstruction call, string who, int size)
    {
        Location? location = variables.Select(local => context.Declarations.TryGetValue(local, out Location? declared) ? declared : null).FirstOrDefault(static declared => declared is not null);
        string[] largest = [.. variables.Take(MostNamed).Select(static local => string.Format(CultureInfo.InvariantCulture, "'{0}' ({1} bytes)", local.Name, local.Size))];
        string names = largest.Length == 1 ? $"the largest variable is {largest[0]}" : $"the largest variables are {string.Join(", ", largest.Take(largest.Length - 1))} and {largest[largest.Length - 1]}";
        context.Diagnostics.Report(VerifierDiagnostics.Stack, location ?? SourceLocator.Find(context, call.Span, program).Location, who, size, Limit, names);
    }
}
