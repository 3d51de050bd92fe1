using BpfSharp.Compiler.Llvm.Interop;

namespace BpfSharp.Compiler.Llvm.Bounds;

/// <summary>Computes an address once more, within bounds.</summary>
internal sealed unsafe class BoundWriter(LLVMContextRef context)
{
    private readonly LLVMBuilderRef _builder = LLVM.CreateBuilderInContext(context);
    private readonly LLVMTypeRef _number = LLVM.Int64TypeInContext(context), _byte = LLVM.Int8TypeInContext(context);

    /// <param name="address">An instruction; the new one is put behind it.</param>
    /// <param name="bytes">How many are accessed there.</param>
    public LLVMValueRef Bound(LLVMValueRef address, ElementOffset offset, ulong bytes)
    {
        LLVM.PositionBuilderBefore(_builder, LLVM.GetNextInstruction(address));
        fixed (byte* none = "\0"u8)
        {
            LLVMValueRef sum = default;
            ulong step = offset.Step;
            foreach (ElementOffset.Term term in offset.Terms)
            {
                LLVMValueRef part = term.Scale == 1 ? term.Value : LLVM.BuildMul(_builder, term.Value, Number(term.Scale), none);
                sum = sum.Handle == 0 ? part : LLVM.BuildAdd(_builder, sum, part, none);
            }
            ulong last = offset.Size - bytes;
            // A constant behind the bound costs nothing: it is part of the access.
            ulong outside = offset.Constant >= 0 && (ulong)offset.Constant <= last ? (ulong)offset.Constant : 0;
            if (outside != 0 && Mask(last - outside, step) is null && Mask(last, step | outside) is not null || outside == 0 && offset.Constant != 0)
            {
                sum = LLVM.BuildAdd(_builder, sum, Number((ulong)offset.Constant), none);
                step |= (ulong)offset.Constant;
                outside = 0;
            }
            LLVMValueRef hidden = Hide(sum, none);
            LLVMValueRef bounded = Mask(last - outside, step) is { } mask
                ? LLVM.BuildAnd(_builder, hidden, Number(mask), none)
                : LLVM.BuildSelect(_builder, LLVM.BuildICmp(_builder, LLVMIntPredicate.LLVMIntULE, hidden, Number(last - outside), none), hidden, Number(0), none);
            // Else the backend would keep to the address that it has already.
            bounded = Hide(bounded, none);
            LLVMValueRef place = LLVM.BuildGEP2(_builder, _byte, offset.Variable, &bounded, 1, none);
            if (outside == 0)
                return place;
            LLVMValueRef rest = Number(outside);
            return LLVM.BuildGEP2(_builder, _byte, place, &rest, 1, none);
        }
    }

    /// <summary>The bits that all multiples of a step up to the last have; null where these bits may also make a larger number.</summary>
    private static ulong? Mask(ulong last, ulong step)
    {
        ulong multiple = step == 0 ? 1 : step & (0 - step);
        ulong mask = NumberRange.Bits(last / multiple * multiple) & (0 - multiple);
        return mask <= last ? mask : null;
    }

    private LLVMValueRef Number(ulong value) => LLVM.ConstInt(_number, value, 0);

    /// <summary>The same number, of which LLVM knows nothing; no instruction.</summary>
    private LLVMValueRef Hide(LLVMValueRef value, byte* none) => LLVM.BuildCall2(_builder, OpaqueNumber.Signature(_number), OpaqueNumber.Make(_number), &value, 1, none);
}
