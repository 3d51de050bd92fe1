using BpfSharp.Compiler.Llvm.Interop;

namespace BpfSharp.Compiler.Llvm;

/// <summary>
/// Keeps what is computed from a checked number behind its check. The code generator moves what a loop does not change before the loop
/// (MachineLICM), hidden numbers and offsets too; the verifier knows of an offset only what it knew of the number when the offset was
/// computed. Where an empty instruction has effects, for all that LLVM knows, it stays where it is, and all that uses it does.
/// </summary>
internal static unsafe class PinnedNumbers
{
    /// <summary>To be called after optimisation, which may move and merge hidden numbers as it likes.</summary>
    public static void Pin(LLVMContextRef context, LLVMModuleRef module)
    {
        LLVMTypeRef number = LLVM.Int64TypeInContext(context);
        LLVMTypeRef signature = OpaqueNumber.Signature(number);
        LLVMValueRef pinned = OpaqueNumber.Make(number, isPinned: true);
        for (var function = LLVM.GetFirstFunction(module); function.Handle != 0; function = LLVM.GetNextFunction(function))
        {
            for (var block = LLVM.GetFirstBasicBlock(function); block.Handle != 0; block = LLVM.GetNextBasicBlock(block))
            {
                LLVMValueRef next;
                for (var call = LLVM.GetFirstInstruction(block); call.Handle != 0; call = next)
                {
                    next = LLVM.GetNextInstruction(call);
                    if (LLVM.GetInstructionOpcode(call) != LLVMOpcode.LLVMCall || LLVM.IsAInlineAsm(LLVM.GetCalledValue(call)).Handle == 0 || LLVM.GetCalledFunctionType(call) != signature)
                        continue;
                    if (LLVM.GetFirstUse(call).Handle == 0)
                        LLVM.InstructionEraseFromParent(call);
                    else
                        LLVM.SetOperand(call, (uint)LLVM.GetNumOperands(call) - 1, pinned);
                }
            }
        }
    }
}
