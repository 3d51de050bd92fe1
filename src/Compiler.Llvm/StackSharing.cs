using BpfSharp.Compiler.Llvm.Interop;

namespace BpfSharp.Compiler.Llvm;

/// <summary>
/// Tells the backend where each stack variable is used for the last time, so that variables share the stack's 512 bytes. Put
/// in after optimisation, which marks of the kind hold up; what it leaves on the stack is mostly keys and values for helpers,
/// each with a slot of its own. Two ways through a program then also leave the same stack behind, which the verifier sees as one.
/// </summary>
internal static unsafe class StackSharing
{
    private const int VerifierSlot = 8;

    public static void Mark(LLVMContextRef context, LLVMModuleRef module, LLVMTargetDataRef layout)
    {
        LLVMBuilderRef builder = LLVM.CreateBuilderInContext(context);
        for (var function = LLVM.GetFirstFunction(module); function.Handle != 0; function = LLVM.GetNextFunction(function))
        {
            if (LLVM.IsDeclaration(function) == 0)
                Mark(function, new LifetimeMarks(context, module, builder, layout));
        }
    }

    private static void Mark(LLVMValueRef function, LifetimeMarks marks)
    {
        LLVMBasicBlockRef entry = LLVM.GetFirstBasicBlock(function);
        List<LLVMValueRef> variables = [];
        for (var first = LLVM.GetFirstInstruction(entry); LLVM.IsAAllocaInst(first).Handle != 0; first = LLVM.GetNextInstruction(first))
            variables.Add(first);
        if (variables.Count < 2)
            return;
        ControlFlow flow = new(function);
        List<StackVariable> known = [];
        foreach (LLVMValueRef variable in variables)
        {
            if (AddressUses.Find(variable) is { Count: > 0 } uses)
                known.Add(new(variable, marks.SizeOf(variable), uses));
        }
        ShareParts(known, flow);
        foreach (StackVariable variable in known)
        {
            LLVMValueRef begin = flow.BeginOf(variable.Uses);
            LLVMValueRef[] ends = [.. flow.EndsOf(variable.Uses)];
            marks.Begin(variable.Place, begin);
            foreach (LLVMValueRef end in ends)
                marks.End(variable.Place, end);
        }
    }

    /// <summary>
    /// Makes one variable of those of the same size that fill no whole number of the verifier's slots of 8 bytes. Left to the backend,
    /// one may lie in a part of what was a larger one: on a way that did not use that, the rest of the slot is unwritten, and the
    /// verifier walks all that follows twice.
    /// </summary>
    private static void ShareParts(List<StackVariable> variables, ControlFlow flow)
    {
        for (int i = 0; i < variables.Count; i++)
        {
            StackVariable kept = variables[i];
            if (kept.Size % VerifierSlot == 0)
                continue;
            for (int next = variables.Count - 1; next > i; next--)
            {
                StackVariable other = variables[next];
                if (other.Size != kept.Size || LLVM.GetAlignment(other.Place) != LLVM.GetAlignment(kept.Place) || flow.AreInUseAtOnce(kept.Uses, other.Uses))
                    continue;
                LLVM.ReplaceAllUsesWith(other.Place, kept.Place);
                LLVM.InstructionEraseFromParent(other.Place);
                kept.Uses.UnionWith(other.Uses);
                variables.RemoveAt(next);
            }
        }
    }

    /// <param name="Place">What allocates it.</param>
    /// <param name="Size">In bytes.</param>
    /// <param name="Uses">The instructions that use its address.</param>
    private readonly record struct StackVariable(LLVMValueRef Place, ulong Size, HashSet<LLVMValueRef> Uses);
}
