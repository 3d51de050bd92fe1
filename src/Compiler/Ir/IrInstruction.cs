using System.Collections.Immutable;

namespace BpfSharp.Compiler.Ir;

/// <summary>One operation. An instruction whose type is not void is itself the value it computes.</summary>
internal abstract class IrInstruction(IrType type, SourceSpan span) : IrValue(type)
{
    public SourceSpan Span { get; } = span;
}

/// <param name="isVolatile">For values that change behind the compiler's back: <c>.rodata</c> set at load.</param>
internal sealed class IrLoad(IrType type, IrValue address, int align, bool isVolatile, SourceSpan span) : IrInstruction(type, span)
{
    public IrValue Address { get; } = address;
    public int Align { get; } = align;
    public bool IsVolatile { get; } = isVolatile;
}

internal sealed class IrStore(IrValue value, IrValue address, int align, bool isVolatile, SourceSpan span) : IrInstruction(IrType.Void, span)
{
    public IrValue Value { get; } = value;
    public IrValue Address { get; } = address;
    public int Align { get; } = align;
    public bool IsVolatile { get; } = isVolatile;
}

internal enum IrBinaryOperator
{
    Add, Subtract, Multiply, UnsignedDivide, SignedDivide, UnsignedRemainder, SignedRemainder,
    And, Or, Xor, ShiftLeft, LogicalShiftRight, ArithmeticShiftRight,
}

internal sealed class IrBinary(IrBinaryOperator op, IrValue left, IrValue right, SourceSpan span) : IrInstruction(left.Type, span)
{
    public IrBinaryOperator Operator { get; } = op;
    public IrValue Left { get; } = left;
    public IrValue Right { get; } = right;
}

internal enum IrComparison
{
    Equal, NotEqual, SignedLess, SignedLessOrEqual, SignedGreater, SignedGreaterOrEqual,
    UnsignedLess, UnsignedLessOrEqual, UnsignedGreater, UnsignedGreaterOrEqual,
}

/// <summary>Compares two integers or two pointers; the result is an i1.</summary>
internal sealed class IrCompare(IrComparison comparison, IrValue left, IrValue right, SourceSpan span) : IrInstruction(IrType.I1, span)
{
    public IrComparison Comparison { get; } = comparison;
    public IrValue Left { get; } = left;
    public IrValue Right { get; } = right;
}

internal enum IrConversion { Truncate, ZeroExtend, SignExtend, PointerToInt, IntToPointer }

internal sealed class IrConvert(IrConversion conversion, IrValue value, IrType type, SourceSpan span) : IrInstruction(type, span)
{
    public IrConversion Conversion { get; } = conversion;
    public IrValue Value { get; } = value;
}

internal sealed class IrSelect(IrValue condition, IrValue whenTrue, IrValue whenFalse, SourceSpan span) : IrInstruction(whenTrue.Type, span)
{
    public IrValue Condition { get; } = condition;
    public IrValue WhenTrue { get; } = whenTrue;
    public IrValue WhenFalse { get; } = whenFalse;
}

/// <summary>A value that the optimizer knows nothing about, so that it keeps checks which only the verifier needs.</summary>
internal sealed class IrOpaque(IrValue value, SourceSpan span) : IrInstruction(value.Type, span)
{
    public IrValue Value { get; } = value;
}

/// <summary>Nothing, of which no two are the same: branches that end with it are not merged.</summary>
internal sealed class IrFence(SourceSpan span) : IrInstruction(IrType.Void, span);

/// <summary>A pointer moved by a number of bytes (an i64, or a constant).</summary>
internal sealed class IrOffset(IrValue pointer, IrValue bytes, SourceSpan span) : IrInstruction(IrType.Pointer, span)
{
    public IrValue Pointer { get; } = pointer;
    public IrValue Bytes { get; } = bytes;

    /// <summary>In bytes, where it is an element that has been checked to be within an array; else 0.</summary>
    public int ElementSize { get; init; }

    /// <summary>Whether it is certainly within the variable: an element of an array that is, or a place in such an element. Never so for a C# pointer.</summary>
    public bool IsWithin => Room > 0 && (ElementSize > 0 || Pointer is IrOffset { IsWithin: true });

    public override long Room => ElementSize > 0 ? ElementSize : Bytes is IrConstant { Value: >= 0 } constant ? Math.Max(0, Pointer.Room - constant.Value) : 0;
}

/// <summary>Copies a fixed number of bytes between memory that does not overlap (or is the same).</summary>
internal sealed class IrMemoryCopy(IrValue destination, IrValue source, int size, int align, SourceSpan span) : IrInstruction(IrType.Void, span)
{
    public IrValue Destination { get; } = destination;
    public IrValue Source { get; } = source;
    public int Size { get; } = size;
    public int Align { get; } = align;
}

/// <summary>Sets a fixed number of bytes to zero.</summary>
internal sealed class IrMemoryClear(IrValue destination, int size, int align, SourceSpan span) : IrInstruction(IrType.Void, span)
{
    public IrValue Destination { get; } = destination;
    public int Size { get; } = size;
    public int Align { get; } = align;
}

/// <summary>A call of another function of the module.</summary>
internal sealed class IrCall(IrFunction callee, ImmutableArray<IrValue> arguments, SourceSpan span) : IrInstruction(callee.ReturnType, span)
{
    public IrFunction Callee { get; } = callee;
    public ImmutableArray<IrValue> Arguments { get; } = arguments;
}

/// <summary>A call of a kernel helper by its number in <c>enum bpf_func_id</c> (include/uapi/linux/bpf.h).</summary>
/// <param name="type">i64, pointer or void; narrower results are truncated by the caller.</param>
internal sealed class IrHelperCall(int helper, IrType type, ImmutableArray<IrValue> arguments, SourceSpan span) : IrInstruction(type, span)
{
    public int Helper { get; } = helper;
    public ImmutableArray<IrValue> Arguments { get; } = arguments;
}

/// <summary>A call of an LLVM intrinsic such as <c>llvm.bswap.i32</c>; the emitter declares it from the operand types.</summary>
internal sealed class IrIntrinsicCall(string name, IrType type, ImmutableArray<IrValue> arguments, SourceSpan span) : IrInstruction(type, span)
{
    public string Name { get; } = name;
    public ImmutableArray<IrValue> Arguments { get; } = arguments;
}

internal enum IrAtomicOperator { Add, And, Or, Xor, Exchange }

/// <summary>
/// An atomic read-modify-write. With <paramref name="isResultUsed"/> false it is <c>monotonic</c> (the plain form that
/// kernels before 5.12 know), else <c>seq_cst</c>; never monotonic with a used result (llvm#107343).
/// </summary>
internal sealed class IrAtomic(IrAtomicOperator op, IrValue address, IrValue value, bool isResultUsed, SourceSpan span) : IrInstruction(value.Type, span)
{
    public IrAtomicOperator Operator { get; } = op;
    public IrValue Address { get; } = address;
    public IrValue Value { get; } = value;
    public bool IsResultUsed { get; } = isResultUsed;
}

/// <summary>An atomic compare-and-exchange; the result is the value that was there.</summary>
internal sealed class IrCompareExchange(IrValue address, IrValue value, IrValue comparand, SourceSpan span) : IrInstruction(value.Type, span)
{
    public IrValue Address { get; } = address;
    public IrValue Value { get; } = value;
    public IrValue Comparand { get; } = comparand;
}
