using BpfSharp.Compiler.Llvm.Interop;

namespace BpfSharp.Compiler.Llvm.Bounds;

/// <summary>A comparison with a constant, as it turned out on the way to some place.</summary>
internal readonly record struct KnownCondition(LLVMValueRef Value, LLVMIntPredicate Predicate, LLVMValueRef Constant)
{
    private uint Bits => LLVM.GetIntTypeWidth(LLVM.TypeOf(Value));

    /// <summary>The comparisons with constants that a branch's condition consists of.</summary>
    public static void Collect(LLVMValueRef condition, bool holds, List<KnownCondition> known)
    {
        if (LLVM.IsAInstruction(condition).Handle == 0)
            return;
        switch (LLVM.GetInstructionOpcode(condition))
        {
            case LLVMOpcode.LLVMICmp:
                (LLVMValueRef left, LLVMValueRef right) = (LLVM.GetOperand(condition, 0), LLVM.GetOperand(condition, 1));
                if (LLVM.IsAConstantInt(right).Handle != 0 && LLVM.GetIntTypeWidth(LLVM.TypeOf(left)) is > 1 and <= 64)
                    known.Add(new(left, holds ? LLVM.GetICmpPredicate(condition) : Opposite(LLVM.GetICmpPredicate(condition)), right));
                break;
            case LLVMOpcode.LLVMAnd when holds:
                Collect(LLVM.GetOperand(condition, 0), true, known);
                Collect(LLVM.GetOperand(condition, 1), true, known);
                break;
            // The backend makes branches of 'a && b' and 'a || b', which are selects.
            case LLVMOpcode.LLVMSelect when holds ? IsConstant(LLVM.GetOperand(condition, 2), 0) : IsConstant(LLVM.GetOperand(condition, 1), 1):
                Collect(LLVM.GetOperand(condition, 0), holds, known);
                Collect(LLVM.GetOperand(condition, holds ? 1u : 2u), holds, known);
                break;
            case LLVMOpcode.LLVMOr when !holds:
                Collect(LLVM.GetOperand(condition, 0), false, known);
                Collect(LLVM.GetOperand(condition, 1), false, known);
                break;
        }
    }

    /// <summary>Whether it is so for a number.</summary>
    public bool IsTrueOf(ulong number)
    {
        int unused = 64 - (int)Bits;
        ulong other = Unsigned;
        (long signed, long signedOther) = ((long)(number << unused) >> unused, (long)(other << unused) >> unused);
        return Predicate switch
        {
            LLVMIntPredicate.LLVMIntEQ => number == other,
            LLVMIntPredicate.LLVMIntNE => number != other,
            LLVMIntPredicate.LLVMIntUGT => number > other,
            LLVMIntPredicate.LLVMIntUGE => number >= other,
            LLVMIntPredicate.LLVMIntULT => number < other,
            LLVMIntPredicate.LLVMIntULE => number <= other,
            LLVMIntPredicate.LLVMIntSGT => signed > signedOther,
            LLVMIntPredicate.LLVMIntSGE => signed >= signedOther,
            LLVMIntPredicate.LLVMIntSLT => signed < signedOther,
            _ => signed <= signedOther,
        };
    }

    public ulong Unsigned => LLVM.ConstIntGetZExtValue(Constant);

    public long Signed => LLVM.ConstIntGetSExtValue(Constant);

    private static bool IsConstant(LLVMValueRef value, ulong number) => LLVM.IsAConstantInt(value).Handle != 0 && LLVM.ConstIntGetZExtValue(value) == number;

    private static LLVMIntPredicate Opposite(LLVMIntPredicate predicate) => predicate switch
    {
        LLVMIntPredicate.LLVMIntEQ => LLVMIntPredicate.LLVMIntNE,
        LLVMIntPredicate.LLVMIntNE => LLVMIntPredicate.LLVMIntEQ,
        LLVMIntPredicate.LLVMIntUGT => LLVMIntPredicate.LLVMIntULE,
        LLVMIntPredicate.LLVMIntUGE => LLVMIntPredicate.LLVMIntULT,
        LLVMIntPredicate.LLVMIntULT => LLVMIntPredicate.LLVMIntUGE,
        LLVMIntPredicate.LLVMIntULE => LLVMIntPredicate.LLVMIntUGT,
        LLVMIntPredicate.LLVMIntSGT => LLVMIntPredicate.LLVMIntSLE,
        LLVMIntPredicate.LLVMIntSGE => LLVMIntPredicate.LLVMIntSLT,
        LLVMIntPredicate.LLVMIntSLT => LLVMIntPredicate.LLVMIntSGE,
        _ => LLVMIntPredicate.LLVMIntSGT,
    };
}
