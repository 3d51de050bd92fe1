using BpfSharp.Compiler.Llvm.Interop;

namespace BpfSharp.Compiler.Llvm;

/// <summary>Which blocks every way to a block leads through (Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm").</summary>
internal sealed class DominatorTree
{
    private readonly Dictionary<LLVMBasicBlockRef, int> _numbers = [];
    private readonly List<LLVMBasicBlockRef> _order = [];
    private readonly int[] _parents;

    public DominatorTree(LLVMBasicBlockRef entry, Dictionary<LLVMBasicBlockRef, List<LLVMBasicBlockRef>> successors, Dictionary<LLVMBasicBlockRef, List<LLVMBasicBlockRef>> predecessors)
    {
        Number(entry, successors);
        _parents = new int[_order.Count];
        Array.Fill(_parents, -1);
        _parents[0] = 0;
        for (bool changed = true; changed;)
        {
            changed = false;
            for (int block = 1; block < _order.Count; block++)
            {
                int parent = -1;
                foreach (LLVMBasicBlockRef before in predecessors[_order[block]])
                {
                    if (_numbers.TryGetValue(before, out int number) && _parents[number] >= 0)
                        parent = parent < 0 ? number : Common(parent, number);
                }
                changed |= _parents[block] != parent;
                _parents[block] = parent;
            }
        }
    }

    /// <summary>Whether any way leads to a block.</summary>
    public bool IsReached(LLVMBasicBlockRef block) => _numbers.ContainsKey(block);

    public LLVMBasicBlockRef Parent(LLVMBasicBlockRef block) => _order[_parents[_numbers[block]]];

    public LLVMBasicBlockRef Common(LLVMBasicBlockRef a, LLVMBasicBlockRef b) => _order[Common(_numbers[a], _numbers[b])];

    private int Common(int a, int b)
    {
        while (a != b)
        {
            if (a > b)
                a = _parents[a];
            else
                b = _parents[b];
        }
        return a;
    }

    /// <summary>Numbers the blocks so that, loops aside, each comes before those that it leads to.</summary>
    private void Number(LLVMBasicBlockRef entry, Dictionary<LLVMBasicBlockRef, List<LLVMBasicBlockRef>> successors)
    {
        HashSet<LLVMBasicBlockRef> seen = [entry];
        Stack<(LLVMBasicBlockRef Block, int Next)> path = new([(entry, 0)]);
        while (path.TryPop(out var top))
        {
            if (top.Next == successors[top.Block].Count)
            {
                _order.Add(top.Block);
                continue;
            }
            path.Push((top.Block, top.Next + 1));
            if (successors[top.Block][top.Next] is var next && seen.Add(next))
                path.Push((next, 0));
        }
        _order.Reverse();
        for (int i = 0; i < _order.Count; i++)
            _numbers[_order[i]] = i;
    }
}
