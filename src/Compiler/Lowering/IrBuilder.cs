using System.Collections.Immutable;
using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Appends instructions to the current block of one function, all with the current span.</summary>
internal sealed class IrBuilder(IrFunction function)
{
    private readonly List<IrBlock> _cold = [];

    public IrFunction Function { get; } = function;
    public IrBlock Block { get; private set; } = null!;
    public SourceSpan Span { get; set; }

    /// <summary>How much has been emitted, to stop before a runaway expansion exhausts the machine.</summary>
    public int Count { get; private set; }

    /// <summary>A constant in its canonical form: sign-extended from its type's width.</summary>
    public static IrConstant Constant(IrIntType type, long value) =>
        new(type, type.Bits == 1 ? value & 1 : SignExtend(value, type.Bits));

    /// <summary>Continues in a block, which is laid out here.</summary>
    public void Enter(IrBlock block)
    {
        Function.Blocks.Add(block);
        Block = block;
    }

    /// <summary>Continues in a block that is laid out at the function's end, because it is rarely reached.</summary>
    public void EnterCold(IrBlock block)
    {
        _cold.Add(block);
        Block = block;
    }

    public void FinishCold() => Function.Blocks.AddRange(_cold);

    public IrLocal Local(string name, int size, int align)
    {
        IrLocal local = new(name, Math.Max(size, 1), Math.Min(Math.Max(align, 1), 8));
        Function.Locals.Add(local);
        return local;
    }

    public IrValue Load(IrType type, IrValue address, int align, bool isVolatile = false) => Add(new IrLoad(type, address, align, isVolatile, Span));

    public void Store(IrValue value, IrValue address, int align, bool isVolatile = false) => Add(new IrStore(value, address, align, isVolatile, Span));

    public IrValue Binary(IrBinaryOperator op, IrValue left, IrValue right) => Add(new IrBinary(op, left, right, Span));

    public IrValue Compare(IrComparison comparison, IrValue left, IrValue right) => Add(new IrCompare(comparison, left, right, Span));

    public IrValue IsNotNull(IrValue pointer) => Compare(IrComparison.NotEqual, pointer, IrNullPointer.Instance);

    public IrValue Not(IrValue condition) => Binary(IrBinaryOperator.Xor, condition, Constant(IrType.I1, 1));

    public IrValue Select(IrValue condition, IrValue whenTrue, IrValue whenFalse) => Add(new IrSelect(condition, whenTrue, whenFalse, Span));

    public IrValue Convert(IrConversion conversion, IrValue value, IrType type) => Add(new IrConvert(conversion, value, type, Span));

    /// <summary>An integer in another width; a constant stays one.</summary>
    public IrValue Resize(IrValue value, IrIntType type, bool signExtend)
    {
        IrIntType from = (IrIntType)value.Type;
        if (from == type)
            return value;
        if (value is IrConstant constant)
            return Constant(type, signExtend ? constant.Value : Truncate(constant.Value, from.Bits));
        return Convert(from.Bits > type.Bits ? IrConversion.Truncate : signExtend ? IrConversion.SignExtend : IrConversion.ZeroExtend, value, type);
    }

    private static long Truncate(long value, int bits) => bits == 64 ? value : value & ((1L << bits) - 1);

    private static long SignExtend(long value, int bits) => bits == 64 ? value : value << (64 - bits) >> (64 - bits);

    /// <summary>Keeps what stands before it where it is: LLVM does not join it with another branch's.</summary>
    public void Fence() => Add(new IrFence(Span));

    public IrValue Opaque(IrValue value) => Add(new IrOpaque(value, Span));

    public IrValue Offset(IrValue pointer, long bytes) => bytes == 0 ? pointer : Add(new IrOffset(pointer, Constant(IrType.I64, bytes), Span));

    public IrValue Offset(IrValue pointer, IrValue bytes) => Add(new IrOffset(pointer, bytes, Span));

    /// <summary>An element that has been checked to be within an array. By a cast of its address, a variable may be smaller than its array.</summary>
    /// <param name="length">The array's, in bytes; null where it is not known.</param>
    /// <param name="size">The element's, in bytes.</param>
    public IrValue Element(IrValue array, IrValue bytes, long? length, int size) =>
        Add(new IrOffset(array, bytes, Span) { ElementSize = array.Room >= length ? size : 0 });

    public void Copy(IrValue destination, IrValue source, int size, int align) => Add(new IrMemoryCopy(destination, source, size, align, Span));

    public void Clear(IrValue destination, int size, int align) => Add(new IrMemoryClear(destination, size, align, Span));

    public IrValue Helper(BpfHelper helper, IrType type, params ReadOnlySpan<IrValue> arguments) =>
        Add(new IrHelperCall((int)helper, type, [.. arguments], Span));

    public IrValue Call(IrFunction callee, IReadOnlyList<IrValue> arguments) => Add(new IrCall(callee, [.. arguments], Span));

    public IrValue KernelCall(IrKernelFunction callee, IReadOnlyList<IrValue> arguments) => Add(new IrKernelCall(callee, [.. arguments], Span));

    public IrValue Intrinsic(string name, IrType type, params ReadOnlySpan<IrValue> arguments) =>
        Add(new IrIntrinsicCall(name, type, [.. arguments], Span));

    public IrValue Atomic(IrAtomicOperator op, IrValue address, IrValue value, bool isResultUsed) => Add(new IrAtomic(op, address, value, isResultUsed, Span));

    public IrValue CompareExchange(IrValue address, IrValue value, IrValue comparand) => Add(new IrCompareExchange(address, value, comparand, Span));

    public IrValue CoreAccess(IrValue pointer, DebugRecord record, ImmutableArray<CoreStep> steps) => Add(new IrCoreAccess(pointer, record, steps, Span));

    public IrValue CoreFieldInfo(DebugRecord record, ImmutableArray<CoreStep> steps, CoreFieldInfoKind kind) => Add(new IrCoreFieldInfo(record, steps, kind, Span));

    public IrValue CoreTypeInfo(DebugType type, CoreTypeInfoKind kind) => Add(new IrCoreTypeInfo(type, kind, Span));

    public IrValue CoreEnumValue(DebugEnum type, string enumerator, bool exists) => Add(new IrCoreEnumValue(type, enumerator, exists, Span));

    public void Branch(IrBlock target) => Terminate(new IrBranch(target, Span));

    public void Branch(IrValue condition, IrBlock whenTrue, IrBlock whenFalse, bool isFalseUnlikely = false) =>
        Terminate(new IrConditionalBranch(condition, whenTrue, whenFalse, Span) { IsFalseUnlikely = isFalseUnlikely });

    public void Switch(IrValue value, ImmutableArray<(long, IrBlock)> cases, IrBlock otherwise) => Terminate(new IrSwitch(value, cases, otherwise, Span));

    public void Return(IrValue? value) => Terminate(new IrReturn(value, Span));

    private void Terminate(IrTerminator terminator)
    {
        Block.Terminator = terminator;
        Count++;
    }

    private T Add<T>(T instruction) where T : IrInstruction
    {
        Block.Instructions.Add(instruction);
        Count++;
        return instruction;
    }
}
