using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Checks;

/// <summary>The ways through a function: which blocks run at all, which run before others on every way, and which can follow.</summary>
internal sealed class BlockGraph
{
    private readonly List<IrBlock> _order;
    private readonly Dictionary<IrBlock, int> _numbers = [];
    private readonly int[] _dominators;
    private readonly Dictionary<IrBlock, HashSet<IrBlock>> _behind = [];

    public BlockGraph(IrFunction function)
    {
        _order = ReversePostorder(function.Blocks[0]);
        for (int i = 0; i < _order.Count; i++)
            _numbers[_order[i]] = i;
        _dominators = FindDominators();
    }

    /// <summary>What can run; a branch on a constant goes one way only.</summary>
    public IReadOnlyList<IrBlock> Blocks => _order;

    /// <summary>Whether every way to a block leads through another, or they are one.</summary>
    public bool Dominates(IrBlock first, IrBlock block)
    {
        int wanted = _numbers[first], number = _numbers[block];
        while (number > wanted)
            number = _dominators[number];
        return number == wanted;
    }

    /// <summary>Whether a block can run after another was left.</summary>
    public bool IsBehind(IrBlock block, IrBlock other)
    {
        if (!_behind.TryGetValue(other, out HashSet<IrBlock>? behind))
        {
            _behind[other] = behind = [];
            Stack<IrBlock> work = new([other]);
            while (work.Count > 0)
            {
                foreach (IrBlock next in work.Pop().Successors)
                {
                    if (behind.Add(next))
                        work.Push(next);
                }
            }
        }
        return behind.Contains(block);
    }

    private static List<IrBlock> ReversePostorder(IrBlock entry)
    {
        List<IrBlock> order = [];
        HashSet<IrBlock> seen = [entry];
        Stack<(IrBlock Block, IEnumerator<IrBlock> Next)> path = new();
        path.Push((entry, entry.Successors.GetEnumerator()));
        while (path.Count > 0)
        {
            (IrBlock block, IEnumerator<IrBlock> next) = path.Peek();
            if (!next.MoveNext())
            {
                order.Add(block);
                path.Pop();
            }
            else if (seen.Add(next.Current))
            {
                path.Push((next.Current, next.Current.Successors.GetEnumerator()));
            }
        }
        order.Reverse();
        return order;
    }

    /// <summary>Each block's nearest dominator, by number; the entry's is itself. The algorithm is that of Cooper, Harvey and Kennedy.</summary>
    private int[] FindDominators()
    {
        List<int>[] predecessors = [.. _order.Select(static _ => new List<int>())];
        for (int i = 0; i < _order.Count; i++)
        {
            foreach (IrBlock next in _order[i].Successors)
                predecessors[_numbers[next]].Add(i);
        }
        int[] dominators = [.. Enumerable.Repeat(-1, _order.Count)];
        dominators[0] = 0;
        for (bool hasChanged = true; hasChanged;)
        {
            hasChanged = false;
            for (int i = 1; i < dominators.Length; i++)
            {
                int nearest = -1;
                foreach (int predecessor in predecessors[i].Where(predecessor => dominators[predecessor] >= 0))
                    nearest = nearest < 0 ? predecessor : Meet(nearest, predecessor);
                hasChanged |= dominators[i] != nearest;
                dominators[i] = nearest;
            }
        }
        return dominators;

        int Meet(int left, int right)
        {
            while (left != right)
            {
                if (left > right)
                    left = dominators[left];
                else
                    right = dominators[right];
            }
            return left;
        }
    }
}
