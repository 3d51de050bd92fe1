using BpfSharp.Compiler.Llvm.Interop;

namespace BpfSharp.Compiler.Llvm;

/// <summary>The blocks of a function and the ways between them.</summary>
internal sealed partial class ControlFlow
{
    private readonly Dictionary<LLVMBasicBlockRef, List<LLVMBasicBlockRef>> _successors = [], _predecessors = [];
    private readonly DominatorTree _dominators;

    public ControlFlow(LLVMValueRef function)
    {
        for (var block = LLVM.GetFirstBasicBlock(function); block.Handle != 0; block = LLVM.GetNextBasicBlock(block))
        {
            _successors.Add(block, SuccessorsOf(block));
            _predecessors.Add(block, []);
        }
        foreach (var (block, next) in _successors)
            next.ForEach(one => _predecessors[one].Add(block));
        _dominators = new DominatorTree(LLVM.GetFirstBasicBlock(function), _successors, _predecessors);
    }

    /// <summary>
    /// The one instruction before which none of these has been, whatever the way to it, and which is passed once: outside of
    /// all loops, since a variable may keep its value from one turn to the next.
    /// </summary>
    public LLVMValueRef BeginOf(HashSet<LLVMValueRef> uses)
    {
        LLVMBasicBlockRef common = default;
        foreach (LLVMValueRef use in uses)
            common = common.Handle == 0 ? LLVM.GetInstructionParent(use) : _dominators.Common(common, LLVM.GetInstructionParent(use));
        bool isHoisted = false;
        while (Reachable(_successors[common], _successors).Contains(common))
        {
            common = _dominators.Parent(common);
            isHoisted = true;
        }
        LLVMValueRef place = FirstBehindPhis(common), end = LLVM.GetBasicBlockTerminator(common);
        while (place != end && (isHoisted || !uses.Contains(place)))
            place = LLVM.GetNextInstruction(place);
        return place;
    }

    /// <summary>The instructions before which none of these has still to come, on each way the earliest.</summary>
    public IEnumerable<LLVMValueRef> EndsOf(HashSet<LLVMValueRef> uses)
    {
        HashSet<LLVMBasicBlockRef> leading = Reachable(uses.Select(LLVM.GetInstructionParent), _predecessors);
        foreach (var (block, next) in _successors)
        {
            if (!leading.Contains(block))
            {
                if (_predecessors[block].Exists(before => leading.Contains(before) && _successors[before].Exists(leading.Contains)))
                    yield return FirstBehindPhis(block);
            }
            else if (!next.Exists(leading.Contains))
            {
                yield return BehindLast(uses, block);
            }
        }
    }

    /// <summary>Whether a variable may still be needed where another's use begins, by the instructions that use them.</summary>
    public bool AreInUseAtOnce(HashSet<LLVMValueRef> first, HashSet<LLVMValueRef> second)
    {
        LLVMValueRef beginOfFirst = BeginOf(first), beginOfSecond = BeginOf(second);
        return IsInUse(first, beginOfFirst, beginOfSecond) || IsInUse(second, beginOfSecond, beginOfFirst);
    }

    private bool IsInUse(HashSet<LLVMValueRef> uses, LLVMValueRef begin, LLVMValueRef at) => Follows(begin, [at]) && Follows(at, uses);

    /// <summary>Whether one of these is the instruction itself, or comes later on some way from it.</summary>
    private bool Follows(LLVMValueRef instruction, HashSet<LLVMValueRef> later)
    {
        for (LLVMValueRef here = instruction; here.Handle != 0; here = LLVM.GetNextInstruction(here))
        {
            if (later.Contains(here))
                return true;
        }
        HashSet<LLVMBasicBlockRef> reached = Reachable(_successors[LLVM.GetInstructionParent(instruction)], _successors);
        return later.Any(one => reached.Contains(LLVM.GetInstructionParent(one)));
    }

    private static HashSet<LLVMBasicBlockRef> Reachable(IEnumerable<LLVMBasicBlockRef> from, Dictionary<LLVMBasicBlockRef, List<LLVMBasicBlockRef>> ways)
    {
        HashSet<LLVMBasicBlockRef> reached = [];
        Stack<LLVMBasicBlockRef> pending = new(from);
        while (pending.TryPop(out LLVMBasicBlockRef block))
        {
            if (reached.Add(block))
                ways[block].ForEach(pending.Push);
        }
        return reached;
    }

    private static List<LLVMBasicBlockRef> SuccessorsOf(LLVMBasicBlockRef block)
    {
        LLVMValueRef terminator = LLVM.GetBasicBlockTerminator(block);
        List<LLVMBasicBlockRef> successors = [];
        for (uint i = 0; i < LLVM.GetNumSuccessors(terminator); i++)
            successors.Add(LLVM.GetSuccessor(terminator, i));
        return successors;
    }

    private static LLVMValueRef FirstBehindPhis(LLVMBasicBlockRef block)
    {
        LLVMValueRef instruction = LLVM.GetFirstInstruction(block);
        while (LLVM.GetInstructionOpcode(instruction) == LLVMOpcode.LLVMPHI)
            instruction = LLVM.GetNextInstruction(instruction);
        return instruction;
    }

    /// <summary>A terminator uses no address.</summary>
    private static LLVMValueRef BehindLast(HashSet<LLVMValueRef> uses, LLVMBasicBlockRef block)
    {
        LLVMValueRef first = FirstBehindPhis(block), behind = LLVM.GetBasicBlockTerminator(block);
        while (behind != first && LLVM.GetPreviousInstruction(behind) is var instruction && !uses.Contains(instruction))
            behind = instruction;
        return behind;
    }
}
