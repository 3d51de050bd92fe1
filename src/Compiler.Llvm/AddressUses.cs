using BpfSharp.Compiler.Llvm.Interop;

namespace BpfSharp.Compiler.Llvm;

/// <summary>The instructions that use a stack variable.</summary>
internal static unsafe class AddressUses
{
    /// <summary>All of them, also through addresses derived from its own; null when the address itself is kept somewhere.</summary>
    public static HashSet<LLVMValueRef>? Find(LLVMValueRef variable)
    {
        HashSet<LLVMValueRef> uses = [];
        Stack<LLVMValueRef> addresses = new([variable]);
        while (addresses.TryPop(out LLVMValueRef address))
        {
            for (var use = LLVM.GetFirstUse(address); use.Handle != 0; use = LLVM.GetNextUse(use))
            {
                LLVMValueRef user = LLVM.GetUser(use);
                if (Keeps(user, address))
                    return null;
                if (uses.Add(user) && LLVM.GetInstructionOpcode(user) is LLVMOpcode.LLVMGetElementPtr or LLVMOpcode.LLVMPHI or LLVMOpcode.LLVMSelect)
                    addresses.Push(user);
            }
        }
        return uses;
    }

    private static bool Keeps(LLVMValueRef user, LLVMValueRef address) => LLVM.GetInstructionOpcode(user) switch
    {
        LLVMOpcode.LLVMLoad or LLVMOpcode.LLVMICmp or LLVMOpcode.LLVMGetElementPtr or LLVMOpcode.LLVMPHI or LLVMOpcode.LLVMSelect => false,
        LLVMOpcode.LLVMStore => LLVM.GetOperand(user, 0) == address,
        LLVMOpcode.LLVMAtomicRMW => LLVM.GetOperand(user, 1) == address,
        LLVMOpcode.LLVMCall => !Forgets(user),
        _ => true,
    };

    /// <summary>A helper of the kernel, called by its number, or an intrinsic that returns nothing. A function of the program may keep what it gets.</summary>
    private static bool Forgets(LLVMValueRef call)
    {
        LLVMValueRef callee = LLVM.GetCalledValue(call);
        return LLVM.IsAFunction(callee).Handle != 0
            ? LLVM.GetIntrinsicID(callee) != 0 && LLVM.GetTypeKind(LLVM.TypeOf(call)) == LLVMTypeKind.LLVMVoidTypeKind
            : LLVM.IsConstant(callee) != 0 && LLVM.IsAInlineAsm(callee).Handle == 0;
    }
}
