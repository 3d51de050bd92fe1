using BpfSharp.Compiler.Llvm.Interop;

namespace BpfSharp.Compiler.Llvm;

/// <summary>
/// Keeps the backend from knowing the bits of a variable index into the stack or a global. Where it sees that index and
/// address share none, it makes an 'or' of their sum (SelectionDAG), and the verifier allows no 'or' on pointers. An empty
/// instruction that returns its operand hides them; it is put in after optimisation, which needs to know.
/// </summary>
internal static unsafe class VariableIndexes
{
    public static void Hide(LLVMContextRef context, LLVMModuleRef module)
    {
        LLVMTypeRef number = LLVM.Int64TypeInContext(context);
        LLVMTypeRef signature = OpaqueNumber.Signature(number);
        LLVMBuilderRef builder = LLVM.CreateBuilderInContext(context);
        LLVMValueRef same = OpaqueNumber.Make(number);

        for (var function = LLVM.GetFirstFunction(module); function.Handle != 0; function = LLVM.GetNextFunction(function))
        {
            for (var block = LLVM.GetFirstBasicBlock(function); block.Handle != 0; block = LLVM.GetNextBasicBlock(block))
            {
                for (var instruction = LLVM.GetFirstInstruction(block); instruction.Handle != 0; instruction = LLVM.GetNextInstruction(instruction))
                {
                    if (LLVM.IsAGetElementPtrInst(instruction).Handle != 0 && IsAligned(LLVM.GetOperand(instruction, 0)))
                        Hide(instruction);
                }
            }
        }

        void Hide(LLVMValueRef address)
        {
            for (uint i = 1; i < LLVM.GetNumOperands(address); i++)
            {
                LLVMValueRef index = LLVM.GetOperand(address, i);
                if (LLVM.IsConstant(index) != 0 || LLVM.TypeOf(index) != number)
                    continue;
                LLVM.PositionBuilderBefore(builder, address);
                fixed (byte* name = "\0"u8)
                    LLVM.SetOperand(address, i, LLVM.BuildCall2(builder, signature, same, &index, 1, name));
            }
        }
    }

    /// <summary>Whether an address is a variable of the stack or of a data section, whose alignment the backend knows.</summary>
    private static bool IsAligned(LLVMValueRef address)
    {
        while (LLVM.IsAGetElementPtrInst(address).Handle != 0)
            address = LLVM.GetOperand(address, 0);
        // A constant: a global, or a place in one.
        return LLVM.IsAAllocaInst(address).Handle != 0 || LLVM.IsConstant(address) != 0;
    }
}
