using BpfSharp.Compiler.Llvm.Bounds;
using BpfSharp.Compiler.Llvm.Interop;

namespace BpfSharp.Compiler.Llvm;

/// <summary>What the branches on the way to a block have told.</summary>
sealed partial class ControlFlow
{
    private readonly Dictionary<LLVMBasicBlockRef, List<KnownCondition>> _known = [];

    /// <summary>The comparisons that have turned out in one way on every way to a block.</summary>
    public IReadOnlyList<KnownCondition> KnownAt(LLVMBasicBlockRef block)
    {
        if (_known.TryGetValue(block, out List<KnownCondition>? known))
            return known;
        known = [];
        if (_dominators.IsReached(block))
        {
            for (LLVMBasicBlockRef here = block; _dominators.Parent(here) is var before && before != here; here = before)
            {
                // With one way in only it is that branch which leads here.
                if (_predecessors[here] is [var only])
                    AddBranch(only, here, known);
            }
        }
        _known.Add(block, known);
        return known;
    }

    /// <summary>What is also known on the way from one block to the next.</summary>
    public IReadOnlyList<KnownCondition> KnownOn(LLVMBasicBlockRef from, LLVMBasicBlockRef to)
    {
        List<KnownCondition> known = [.. KnownAt(from)];
        AddBranch(from, to, known);
        return known;
    }

    private void AddBranch(LLVMBasicBlockRef from, LLVMBasicBlockRef to, List<KnownCondition> known)
    {
        LLVMValueRef branch = LLVM.GetBasicBlockTerminator(from);
        if (_successors[from] is [var then, var otherwise] && then != otherwise && LLVM.GetInstructionOpcode(branch) == LLVMOpcode.LLVMBr)
            KnownCondition.Collect(LLVM.GetOperand(branch, 0), then == to, known);
    }
}
