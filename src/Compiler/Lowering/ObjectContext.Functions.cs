using System.Collections.Immutable;
using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Lowering;

/// <summary>The functions of an object that are not programs.</summary>
partial record ObjectContext
{
    private HashSet<string>? _names;

    /// <summary>Helpers that are functions although nobody said so.</summary>
    public ImmutableHashSet<IMethodSymbol> Apart { get; init; } = FunctionChooser.None;

    /// <summary>What the others cost.</summary>
    public InlinedSizes Sizes { get; } = new();

    /// <summary>By what they were lowered for.</summary>
    public Dictionary<SubprogramKey, Subprogram> Subprograms { get; } = [];

    /// <summary>A symbol's name that no other has: the one asked for, with a number where it is taken.</summary>
    public string UniqueName(string wanted)
    {
        _names ??= [.. Bound.Programs.Select(static program => program.Method.Name), .. Bound.Programs.Select(static program => program.Section),
            .. Module.Maps.Select(static map => map.Name), .. Module.Globals.Select(static global => global.Name), "license", ".maps", ".text"];
        string name = wanted;
        for (int number = 2; !_names.Add(name); number++)
            name = $"{wanted}_{number}";
        return name;
    }

    /// <summary>A program's function and all that it calls or has the kernel call, each once; none when it was not lowered.</summary>
    public IReadOnlyList<IrFunction> FunctionsOf(BoundProgram program)
    {
        List<IrFunction> found = [];
        if (Module.Functions.Find(function => function.Linkage == IrLinkage.Program && function.Name == program.Method.Name) is { } root)
            found.Add(root);
        for (int i = 0; i < found.Count; i++)
        {
            foreach ((IrFunction callee, _) in CalleesOf(found[i]))
            {
                if (!found.Contains(callee))
                    found.Add(callee);
            }
        }
        return found;
    }

    public static IEnumerable<(IrFunction Callee, SourceSpan Span)> CalleesOf(IrFunction function)
    {
        foreach (IrBlock block in function.Blocks)
        {
            foreach (IrInstruction instruction in block.Instructions)
            {
                if (instruction is IrCall call)
                    yield return (call.Callee, call.Span);
                if (instruction is not IrHelperCall helper)
                    continue;
                foreach (IrValue argument in helper.Arguments)
                {
                    if (argument is IrFunctionAddress address)
                        yield return (address.Function, helper.Span);
                }
            }
        }
    }
}
