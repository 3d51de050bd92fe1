using BpfSharp.Compiler.Llvm.Interop;

namespace BpfSharp.Compiler.Llvm;

/// <summary>
/// Tells the backend where each stack variable is used for the last time, so that variables share the stack's 512 bytes. Put
/// in after optimisation, which marks of the kind hold up; what it leaves on the stack is mostly keys and values for helpers,
/// each with a slot of its own. Two ways through a program then also leave the same stack behind, which the verifier sees as one.
/// </summary>
internal static unsafe class StackSharing
{
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
        foreach (LLVMValueRef variable in variables)
        {
            if (AddressUses.Find(variable) is not { Count: > 0 } uses)
                continue;
            LLVMValueRef begin = flow.BeginOf(uses);
            LLVMValueRef[] ends = [.. flow.EndsOf(uses)];
            marks.Begin(variable, begin);
            foreach (LLVMValueRef end in ends)
                marks.End(variable, end);
        }
    }
}
