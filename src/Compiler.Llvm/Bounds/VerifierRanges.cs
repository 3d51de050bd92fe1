using BpfSharp.Compiler.Llvm.Interop;

namespace BpfSharp.Compiler.Llvm.Bounds;

/// <summary>
/// What the verifier of every kernel from 5.10 on knows of a number at the place where it is made into an address: what LLVM knows
/// besides, the verifier does not. Comparisons tell it about the register that is compared and its copies, not about what was computed
/// from that before; of the result of a division it knows nothing (kernel/bpf/verifier.c, <c>adjust_scalar_min_max_vals</c>).
/// </summary>
internal sealed unsafe partial class VerifierRanges(ControlFlow flow)
{
    private const int MaximumDepth = 24, MaximumWork = 4000;
    private readonly Dictionary<LLVMValueRef, NumberRange> _ranges = [];
    private readonly HashSet<LLVMValueRef> _pending = [];
    private int _work;

    /// <param name="value">A number of up to 64 bits.</param>
    /// <param name="block">The block that uses it.</param>
    public NumberRange At(LLVMValueRef value, LLVMBasicBlockRef block) =>
        LLVM.IsAConstantInt(value).Handle != 0 ? NumberRange.Exactly(LLVM.ConstIntGetZExtValue(value)) : Refine(value, Made(value), flow.KnownAt(block));

    private static uint Bits(LLVMValueRef value) =>
        LLVM.TypeOf(value) is var type && LLVM.GetTypeKind(type) == LLVMTypeKind.LLVMIntegerTypeKind ? Math.Min(LLVM.GetIntTypeWidth(type), 64) : 64;

    /// <summary>Where it is made.</summary>
    private NumberRange Made(LLVMValueRef value)
    {
        if (_ranges.TryGetValue(value, out NumberRange known))
            return known;
        NumberRange whole = NumberRange.Of(Bits(value));
        if (_pending.Count == 0)
            _work = 0;
        if (LLVM.IsAInstruction(value).Handle == 0 || _pending.Count > MaximumDepth || ++_work > MaximumWork || !_pending.Add(value))
            return whole;
        NumberRange range = Compute(value, whole, Bits(value), LLVM.GetInstructionParent(value));
        _pending.Remove(value);
        // What depends on a number that is being looked at is only good for that.
        if (_pending.Count == 0)
            _ranges.Add(value, range);
        return range;
    }

    private NumberRange Compute(LLVMValueRef value, NumberRange whole, uint bits, LLVMBasicBlockRef block)
    {
        NumberRange Operand(uint index) => At(LLVM.GetOperand(value, index), block);
        int? Count() => LLVM.GetOperand(value, 1) is var count && LLVM.IsAConstantInt(count).Handle != 0 && LLVM.ConstIntGetZExtValue(count) is var number && number < bits ? (int)number : null;
        switch (LLVM.GetInstructionOpcode(value))
        {
            case LLVMOpcode.LLVMZExt or LLVMOpcode.LLVMFreeze:
                return Operand(0);
            case LLVMOpcode.LLVMTrunc:
                return Operand(0) is var whole64 && whole64.High <= whole.High ? whole64 : whole;
            case LLVMOpcode.LLVMSExt:
                return Operand(0) is var signed && signed.High <= NumberRange.Largest(Bits(LLVM.GetOperand(value, 0)) - 1) ? signed : whole;
            case LLVMOpcode.LLVMAnd:
                return new(0, Math.Min(Operand(0).High, Operand(1).High));
            case LLVMOpcode.LLVMOr:
                return Operand(0) is var left && Operand(1) is var right ? new(Math.Max(left.Low, right.Low), NumberRange.Bits(left.High | right.High)) : whole;
            case LLVMOpcode.LLVMAdd when IsNegative(LLVM.GetOperand(value, 1)) is { } subtracted:
                return Operand(0).Minus(NumberRange.Exactly(subtracted), bits);
            case LLVMOpcode.LLVMAdd:
                return Operand(0).Plus(Operand(1), bits);
            case LLVMOpcode.LLVMSub:
                return Operand(0).Minus(Operand(1), bits);
            case LLVMOpcode.LLVMMul:
                return Operand(0).Times(Operand(1), bits);
            case LLVMOpcode.LLVMShl:
                return Count() is { } left2 ? Operand(0).Left(left2, bits) : whole;
            case LLVMOpcode.LLVMLShr:
                return Count() is { } right2 ? Operand(0).Right(right2) : Operand(0) with { Low = 0 };
            case LLVMOpcode.LLVMSelect:
                List<KnownCondition> then = [], otherwise = [];
                KnownCondition.Collect(LLVM.GetOperand(value, 0), true, then);
                KnownCondition.Collect(LLVM.GetOperand(value, 0), false, otherwise);
                return Refine(LLVM.GetOperand(value, 1), Operand(1), then).Union(Refine(LLVM.GetOperand(value, 2), Operand(2), otherwise));
            case LLVMOpcode.LLVMPHI:
                return Joined(value, whole, block);
            case LLVMOpcode.LLVMCall:
                return Called(value, whole, block);
            default:
                return whole;
        }
    }

    private NumberRange Called(LLVMValueRef call, NumberRange whole, LLVMBasicBlockRef block)
    {
        LLVMValueRef callee = LLVM.GetCalledValue(call);
        // Empty assembler text that hides a number from LLVM; the verifier sees through it.
        if (LLVM.IsAInlineAsm(callee).Handle != 0)
            return LLVM.GetNumOperands(call) == 2 && LLVM.TypeOf(LLVM.GetOperand(call, 0)) == LLVM.TypeOf(call) ? At(LLVM.GetOperand(call, 0), block) : whole;
        if (LLVM.IsAFunction(callee).Handle == 0 || LLVM.GetIntrinsicID(callee) is var id && id == 0)
            return whole;
        if (id == s_unsignedMinimum)
            return At(LLVM.GetOperand(call, 0), block) is var a && At(LLVM.GetOperand(call, 1), block) is var b ? new(Math.Min(a.Low, b.Low), Math.Min(a.High, b.High)) : whole;
        if (id == s_unsignedMaximum)
            return At(LLVM.GetOperand(call, 0), block) is var c && At(LLVM.GetOperand(call, 1), block) is var d ? new(Math.Max(c.Low, d.Low), Math.Max(c.High, d.High)) : whole;
        return whole;
    }

    private static readonly uint s_unsignedMinimum = Intrinsic("llvm.umin"u8), s_unsignedMaximum = Intrinsic("llvm.umax"u8);

    private static uint Intrinsic(ReadOnlySpan<byte> name)
    {
        fixed (byte* text = name)
            return LLVM.LookupIntrinsicID(text, (nuint)name.Length);
    }

    private static ulong? IsNegative(LLVMValueRef value) =>
        LLVM.IsAConstantInt(value).Handle != 0 && LLVM.ConstIntGetSExtValue(value) is < 0 and > long.MinValue and var number ? (ulong)-number : null;

    private static NumberRange Refine(LLVMValueRef value, NumberRange range, IReadOnlyList<KnownCondition> known)
    {
        long low = long.MinValue, high = long.MaxValue;
        foreach (KnownCondition condition in known)
        {
            if (condition.Value != value)
                continue;
            (ulong other, long signed) = (condition.Unsigned, condition.Signed);
            switch (condition.Predicate)
            {
                case LLVMIntPredicate.LLVMIntEQ: range = range.And(other, other); break;
                case LLVMIntPredicate.LLVMIntUGT when other < ulong.MaxValue: range = range.And(other + 1, ulong.MaxValue); break;
                case LLVMIntPredicate.LLVMIntUGE: range = range.And(other, ulong.MaxValue); break;
                case LLVMIntPredicate.LLVMIntULT when other > 0: range = range.And(0, other - 1); break;
                case LLVMIntPredicate.LLVMIntULE: range = range.And(0, other); break;
                case LLVMIntPredicate.LLVMIntSGT when signed < long.MaxValue: low = Math.Max(low, signed + 1); break;
                case LLVMIntPredicate.LLVMIntSGE: low = Math.Max(low, signed); break;
                case LLVMIntPredicate.LLVMIntSLT when signed > long.MinValue: high = Math.Min(high, signed - 1); break;
                case LLVMIntPredicate.LLVMIntSLE: high = Math.Min(high, signed); break;
            }
        }
        // Numbers that cannot be negative are the same with and without a sign.
        if (low >= 0)
            return range.And((ulong)low, Math.Min((ulong)Math.Max(high, 0), NumberRange.Largest(Bits(value) - 1)));
        return high >= 0 && range.High <= NumberRange.Largest(Bits(value) - 1) ? range.And(0, (ulong)high) : range;
    }
}
