using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Tests.Emit;

/// <summary>Appends instructions to a function, each on the next line of the source.</summary>
internal sealed class TestFunction
{
    int line;

    public TestFunction(IrFunction function)
    {
        Ir = function;
        line = function.Span.Line;
        Current = Block("body");
    }

    public IrFunction Ir { get; }
    public IrBlock Current { get; private set; }
    public IrParameter Parameter => Ir.Parameters[0];
    public SourceSpan Span => new(Ir.Span.File, ++line, 5);

    public IrBlock Block(string name)
    {
        var block = new IrBlock(name);
        Ir.Blocks.Add(block);
        return block;
    }

    public void At(IrBlock block) => Current = block;

    public T Add<T>(T instruction) where T : IrInstruction
    {
        Current.Instructions.Add(instruction);
        return instruction;
    }

    public IrLocal Local(string name, int size, int align)
    {
        var local = new IrLocal(name, size, align);
        Ir.Locals.Add(local);
        return local;
    }

    public static IrConstant I32(long value) => new(IrType.I32, value);
    public static IrConstant I64(long value) => new(IrType.I64, value);

    public IrInstruction Load(IrType type, IrValue address, bool isVolatile = false) => Add(new IrLoad(type, address, Align(type), isVolatile, Span));
    public void Store(IrValue value, IrValue address) => Add(new IrStore(value, address, Align(value.Type), false, Span));
    public IrInstruction Binary(IrBinaryOperator op, IrValue left, IrValue right) => Add(new IrBinary(op, left, right, Span));
    public IrInstruction Compare(IrComparison comparison, IrValue left, IrValue right) => Add(new IrCompare(comparison, left, right, Span));
    public IrInstruction Convert(IrConversion conversion, IrValue value, IrType type) => Add(new IrConvert(conversion, value, type, Span));
    public IrInstruction Offset(IrValue pointer, long bytes) => Add(new IrOffset(pointer, I64(bytes), Span));
    public IrInstruction Helper(int number, IrType type, params IrValue[] arguments) => Add(new IrHelperCall(number, type, [.. arguments], Span));
    public IrInstruction Call(TestFunction callee, params IrValue[] arguments) => Add(new IrCall(callee.Ir, [.. arguments], Span));

    public IrInstruction Core(IrValue pointer, DebugRecord record, params CoreStep[] steps) => Add(new IrCoreAccess(pointer, record, [.. steps], Span));

    public void Return(IrValue? value) => Current.Terminator = new IrReturn(value, Span);
    public void Branch(IrBlock target) => Current.Terminator = new IrBranch(target, Span);

    public void If(IrValue condition, IrBlock whenTrue, IrBlock whenFalse, bool isFalseUnlikely = false) =>
        Current.Terminator = new IrConditionalBranch(condition, whenTrue, whenFalse, Span) { IsFalseUnlikely = isFalseUnlikely };

    static int Align(IrType type) => type is IrIntType { Bits: var bits } ? bits / 8 : 8;
}
