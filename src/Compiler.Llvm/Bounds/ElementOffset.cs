using System.Numerics;
using BpfSharp.Compiler.Llvm.Interop;

namespace BpfSharp.Compiler.Llvm.Bounds;

/// <summary>An address as a place in a variable: a constant number of bytes, and multiples of what is only known at run time.</summary>
internal sealed unsafe class ElementOffset
{
    private ElementOffset()
    {
    }

    /// <summary>A stack variable, or one of a data section.</summary>
    public LLVMValueRef Variable { get; private set; }

    /// <summary>The variable's, in bytes.</summary>
    public ulong Size { get; private set; }

    public long Constant { get; private set; }

    /// <param name="Value">A 64-bit number.</param>
    /// <param name="Scale">In bytes.</param>
    /// <param name="At">The instruction that adds it to an address.</param>
    public readonly record struct Term(LLVMValueRef Value, ulong Scale, LLVMValueRef At);

    public List<Term> Terms { get; } = [];

    /// <summary>A power of two that the terms are certainly multiples of.</summary>
    public ulong Step
    {
        get
        {
            ulong all = 0;
            foreach (Term term in Terms)
                all |= term.Scale * StepOf(term.Value);
            return all & (0 - all);
        }
    }

    /// <summary>Whether an access stays in the element that the address is in: by a cast of its address it may be wider.</summary>
    public bool IsInElement(ulong bytes) => ((ulong)Constant & (Step - 1)) + bytes <= Step;

    /// <summary>
    /// Null where the address is not one in a variable whose size the module tells, or is not marked as certainly within it
    /// (<c>inbounds</c>, LLVM's Language Reference, "getelementptr"): what a C# pointer does is the verifier's to refuse.
    /// </summary>
    public static ElementOffset? Of(LLVMValueRef address, LLVMTargetDataRef layout)
    {
        ElementOffset offset = new();
        while (LLVM.IsAGetElementPtrInst(address).Handle != 0)
        {
            if (LLVM.IsInBounds(address) == 0 || !offset.Add(address, layout))
                return null;
            address = LLVM.GetOperand(address, 0);
        }
        if (LLVM.IsAAllocaInst(address).Handle != 0)
            offset.Size = LLVM.ABISizeOfType(layout, LLVM.GetAllocatedType(address));
        else if (LLVM.IsAGlobalVariable(address).Handle != 0 && LLVM.IsDeclaration(address) == 0)
            offset.Size = LLVM.ABISizeOfType(layout, LLVM.GlobalGetValueType(address));
        else
            return null;
        offset.Variable = address;
        return offset;
    }

    private bool Add(LLVMValueRef address, LLVMTargetDataRef layout)
    {
        LLVMTypeRef type = LLVM.GetGEPSourceElementType(address);
        for (uint i = 1; i < LLVM.GetNumOperands(address); i++)
        {
            if (i > 1)
            {
                if (LLVM.GetTypeKind(type) != LLVMTypeKind.LLVMArrayTypeKind)
                    return false;
                type = LLVM.GetElementType(type);
            }
            ulong scale = LLVM.ABISizeOfType(layout, type);
            LLVMValueRef index = LLVM.GetOperand(address, i);
            if (LLVM.IsAConstantInt(index).Handle != 0)
                Constant += LLVM.ConstIntGetSExtValue(index) * (long)scale;
            else if (LLVM.GetTypeKind(LLVM.TypeOf(index)) == LLVMTypeKind.LLVMIntegerTypeKind && LLVM.GetIntTypeWidth(LLVM.TypeOf(index)) == 64)
                Terms.Add(new(index, scale, address));
            else
                return false;
        }
        return true;
    }

    /// <summary>A power of two that a number is certainly a multiple of, by how it is made.</summary>
    private static ulong StepOf(LLVMValueRef value, int depth = 8)
    {
        if (depth == 0 || LLVM.IsAInstruction(value).Handle == 0)
            return 1;
        switch (LLVM.GetInstructionOpcode(value))
        {
            case LLVMOpcode.LLVMZExt or LLVMOpcode.LLVMSExt or LLVMOpcode.LLVMTrunc:
                return StepOf(LLVM.GetOperand(value, 0), depth - 1);
            case LLVMOpcode.LLVMShl when LLVM.GetOperand(value, 1) is var count && LLVM.IsAConstantInt(count).Handle != 0 && LLVM.ConstIntGetZExtValue(count) < 32:
                return 1UL << (int)LLVM.ConstIntGetZExtValue(count);
            case LLVMOpcode.LLVMMul or LLVMOpcode.LLVMAnd when LLVM.GetOperand(value, 1) is var factor && LLVM.IsAConstantInt(factor).Handle != 0 && LLVM.ConstIntGetZExtValue(factor) is > 0 and var number:
                return Math.Min(1UL << 31, 1UL << BitOperations.TrailingZeroCount(number));
            default:
                return 1;
        }
    }
}
