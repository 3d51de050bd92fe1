using System.Collections.Immutable;
using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Checks;

/// <summary>
/// The variables of one function that are on its stack at the same time, whatever LLVM does: helpers have their addresses before
/// and after the place. What is only read and written may end up in registers, and what is used one after the other
/// shares its place; of that, LLVM and the verifier have the last word.
/// </summary>
internal sealed class CertainStack
{
    private readonly Dictionary<IrLocal, List<(IrBlock Block, int Index)>> _uses = [];
    private readonly Dictionary<IrLocal, IrLocal> _copies = [];
    private readonly Dictionary<IrLocal, IrValue?> _pointers;
    private readonly BlockGraph _graph;

    private CertainStack(IrFunction function)
    {
        _pointers = FindPointers(function);
        _graph = new BlockGraph(function);
        foreach (IrBlock block in _graph.Blocks)
        {
            for (int i = 0; i < block.Instructions.Count; i++)
                Note(block, i);
        }
    }

    /// <summary>The variables at the place where most is needed, the largest first, and the call there.</summary>
    /// <param name="function">The function.</param>
    /// <param name="least">How many bytes they must be more than for the answer to matter; nothing is said of fewer.</param>
    public static (IReadOnlyList<IrLocal> Variables, IrInstruction? Call) Of(IrFunction function, int least)
    {
        if (function.Locals.Sum(static local => (long)local.Size) <= least)
            return ([], null);
        CertainStack stack = new(function);
        return stack._uses.Keys.Sum(static local => (long)local.Size) <= least ? ([], null) : stack.FindLargest();
    }

    private (IReadOnlyList<IrLocal>, IrInstruction?) FindLargest()
    {
        List<IrLocal> most = [];
        IrInstruction? call = null;
        foreach ((IrBlock block, int index) in _uses.Values.SelectMany(static uses => uses).Distinct())
        {
            // Of a variable and its copy, LLVM may make one.
            List<IrLocal> here = [.. _uses.Where(variable => IsNeededAt(variable.Value, block, index)).Select(static variable => variable.Key)
                .GroupBy(RootOf).Select(static group => group.OrderByDescending(static local => local.Size).First())];
            if (here.Sum(static local => local.Size) > most.Sum(static local => local.Size))
                (most, call) = (here, block.Instructions[index]);
        }
        return ([.. most.OrderByDescending(static local => local.Size)], call);
    }

    private bool IsNeededAt(List<(IrBlock Block, int Index)> uses, IrBlock block, int index) =>
        uses.Contains((block, index))
        || uses.Exists(use => use.Block == block ? use.Index < index : _graph.Dominates(use.Block, block))
        && uses.Exists(use => use.Block == block && use.Index > index || _graph.IsBehind(use.Block, block));

    private void Note(IrBlock block, int index)
    {
        if (block.Instructions[index] is IrMemoryCopy copy && VariableOf(copy.Destination) is { } to && VariableOf(copy.Source) is { } from && RootOf(to) != RootOf(from))
            _copies[RootOf(to)] = RootOf(from);
        // A function of the object is compiled with its caller: LLVM may find that it needs no address.
        ImmutableArray<IrValue> arguments = block.Instructions[index] switch
        {
            IrHelperCall call => call.Arguments,
            IrKernelCall call => call.Arguments,
            _ => [],
        };
        foreach (IrValue argument in arguments)
        {
            if (VariableOf(argument) is not { } local)
                continue;
            if (!_uses.TryGetValue(local, out List<(IrBlock, int)>? uses))
                _uses[local] = uses = [];
            uses.Add((block, index));
        }
    }

    private IrLocal RootOf(IrLocal local)
    {
        while (_copies.TryGetValue(local, out IrLocal? source))
            local = source;
        return local;
    }

    /// <summary>The variable that an address is in; null where that is not certain.</summary>
    private IrLocal? VariableOf(IrValue address)
    {
        for (int steps = 0; steps < 16; steps++)
        {
            switch (address)
            {
                case IrLocal local:
                    return local;
                case IrOffset offset:
                    address = offset.Pointer;
                    break;
                case IrLoad { Address: IrLocal holder } when _pointers.TryGetValue(holder, out IrValue? value) && value is not null:
                    address = value;
                    break;
                default:
                    return null;
            }
        }
        return null;
    }

    /// <summary>The variables that are given a value once, with it; null for those that are given several.</summary>
    private static Dictionary<IrLocal, IrValue?> FindPointers(IrFunction function)
    {
        Dictionary<IrLocal, IrValue?> pointers = [];
        HashSet<IrLocal> others = [];
        foreach (IrInstruction instruction in function.Blocks.SelectMany(static block => block.Instructions))
        {
            if (instruction is IrStore { Address: IrLocal holder } store)
                pointers[holder] = pointers.ContainsKey(holder) ? null : store.Value;
            else if (instruction is IrMemoryClear { Destination: IrLocal cleared })
                others.Add(cleared);
            others.UnionWith(TakenAddresses.Of(instruction).OfType<IrLocal>());
        }
        foreach (IrLocal other in others)
            pointers.Remove(other);
        return pointers;
    }
}
