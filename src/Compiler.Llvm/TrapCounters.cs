using BpfSharp.Compiler.Llvm.Interop;

namespace BpfSharp.Compiler.Llvm;

/// <summary>Which counters of traps an optimised module can still count up.</summary>
internal static unsafe class TrapCounters
{
    /// <summary>Their offsets in the table; null when the code computes an address in it that is not constant.</summary>
    public static HashSet<long>? Left(LLVMModuleRef module, LLVMTargetDataRef layout)
    {
        HashSet<long> left = [];
        LLVMValueRef table;
        fixed (byte* name = "bpfsharp_traps\0"u8)
            table = LLVM.GetNamedGlobal(module, name);
        return table.Handle == 0 || Collect(table, 0, layout, left) ? left : null;
    }

    private static bool Collect(LLVMValueRef address, long offset, LLVMTargetDataRef layout, HashSet<long> left)
    {
        for (var use = LLVM.GetFirstUse(address); use.Handle != 0; use = LLVM.GetNextUse(use))
        {
            LLVMValueRef user = LLVM.GetUser(use);
            bool isInstruction = LLVM.IsAInstruction(user).Handle != 0;
            if (isInstruction ? LLVM.IsAGetElementPtrInst(user).Handle != 0 : LLVM.IsAConstantExpr(user).Handle != 0)
            {
                bool isAddress = isInstruction || LLVM.GetConstOpcode(user) == LLVMOpcode.LLVMGetElementPtr;
                if (!isAddress || ConstantOffset(user, layout) is not { } further || !Collect(user, offset + further, layout, left))
                    return false;
            }
            else if (isInstruction)
            {
                left.Add(offset);
            }
        }
        // Whatever else uses it, a list of what must stay, is no code.
        return true;
    }

    private static long? ConstantOffset(LLVMValueRef address, LLVMTargetDataRef layout)
    {
        long offset = 0;
        LLVMTypeRef type = LLVM.GetGEPSourceElementType(address);
        for (uint i = 1; i < LLVM.GetNumOperands(address); i++)
        {
            if (i > 1)
            {
                if (LLVM.GetTypeKind(type) != LLVMTypeKind.LLVMArrayTypeKind)
                    return null;
                type = LLVM.GetElementType(type);
            }
            LLVMValueRef index = LLVM.GetOperand(address, i);
            if (LLVM.IsAConstantInt(index).Handle == 0)
                return null;
            offset += LLVM.ConstIntGetSExtValue(index) * (long)LLVM.ABISizeOfType(layout, type);
        }
        return offset;
    }
}
