using BpfSharp.Compiler.Llvm.Interop;

namespace BpfSharp.Compiler.Llvm.Bounds;

/// <summary>Numbers that loops count: the verifier walks through every turn, and so knows them where they begin with a constant.</summary>
sealed unsafe partial class VerifierRanges
{
    // The verifier gives up much earlier where a turn has a branch it cannot decide, later than this nowhere that matters.
    private const int MaximumTurns = 8192;

    private NumberRange Joined(LLVMValueRef phi, NumberRange whole, LLVMBasicBlockRef block)
    {
        if (Counted(phi, block) is { } counted)
            return counted;
        NumberRange? all = null;
        for (uint i = 0; i < LLVM.CountIncoming(phi); i++)
        {
            LLVMValueRef incoming = LLVM.GetIncomingValue(phi, i);
            LLVMBasicBlockRef from = LLVM.GetIncomingBlock(phi, i);
            if (incoming == phi)
                continue;
            NumberRange one = Refine(incoming, At(incoming, from), flow.KnownOn(from, block));
            all = all?.Union(one) ?? one;
        }
        return all ?? whole;
    }

    /// <summary>A number that begins with a constant and goes on by one, in a loop whose turns are as many as another such number says.</summary>
    private NumberRange? Counted(LLVMValueRef phi, LLVMBasicBlockRef block)
    {
        if (Counter.Of(phi) is not { } counter)
            return null;
        for (var other = LLVM.GetFirstInstruction(block); LLVM.GetInstructionOpcode(other) == LLVMOpcode.LLVMPHI; other = LLVM.GetNextInstruction(other))
        {
            if (Counter.Of(other) is { } deciding && deciding.Latch == counter.Latch && Turns(deciding, flow.KnownOn(deciding.Latch, block)) is { } turns)
                return counter.After(turns);
        }
        return null;
    }

    /// <summary>How often the loop goes back; null where these conditions do not end it.</summary>
    private static ulong? Turns(Counter counter, IReadOnlyList<KnownCondition> back)
    {
        foreach (KnownCondition condition in back)
        {
            bool isNext = condition.Value == counter.Next;
            if (!isNext && condition.Value != counter.Phi)
                continue;
            ulong current = counter.First;
            for (ulong turns = 0; turns < MaximumTurns; turns++)
            {
                ulong next = counter.Step(current);
                if (!condition.IsTrueOf(isNext ? next : current))
                    return turns;
                current = next;
            }
        }
        return null;
    }

    private readonly record struct Counter(LLVMValueRef Phi, LLVMValueRef Next, LLVMBasicBlockRef Latch, ulong First, long By, uint Bits)
    {
        public static Counter? Of(LLVMValueRef phi)
        {
            if (LLVM.CountIncoming(phi) != 2 || LLVM.GetTypeKind(LLVM.TypeOf(phi)) != LLVMTypeKind.LLVMIntegerTypeKind || VerifierRanges.Bits(phi) is 1)
                return null;
            for (uint i = 0; i < 2; i++)
            {
                LLVMValueRef first = LLVM.GetIncomingValue(phi, i), next = LLVM.GetIncomingValue(phi, 1 - i);
                if (LLVM.IsAConstantInt(first).Handle != 0 && LLVM.IsAInstruction(next).Handle != 0 && LLVM.GetInstructionOpcode(next) == LLVMOpcode.LLVMAdd
                    && LLVM.GetOperand(next, 0) == phi && LLVM.IsAConstantInt(LLVM.GetOperand(next, 1)).Handle != 0)
                    return new(phi, next, LLVM.GetIncomingBlock(phi, 1 - i), LLVM.ConstIntGetZExtValue(first), LLVM.ConstIntGetSExtValue(LLVM.GetOperand(next, 1)), VerifierRanges.Bits(phi));
            }
            return null;
        }

        public ulong Step(ulong number) => unchecked(number + (ulong)By) & NumberRange.Largest(Bits);

        /// <summary>All its numbers in a loop that goes back so often; null where they pass the type's end.</summary>
        public NumberRange? After(ulong turns)
        {
            Int128 last = (Int128)First + (Int128)By * turns;
            return last < 0 || last > NumberRange.Largest(Bits) ? null : NumberRange.Exactly(First).Union(NumberRange.Exactly((ulong)last));
        }
    }
}
