using BpfSharp.Compiler.Ir;
using Xunit;
using static BpfSharp.Compiler.Tests.Emit.TestFunction;

namespace BpfSharp.Compiler.Tests.Emit;

public sealed class ArithmeticTests
{
    [Fact]
    public void A_program_that_returns_a_constant()
    {
        var module = new TestModule();
        module.Socket().Return(I32(42));
        Snapshot.Match(module.Emit(), "Emit.Constant");
        Assert.Equal(42u, Run(module));
    }

    [Theory]
    [InlineData(nameof(IrBinaryOperator.Add), 7, -9, -2)]
    [InlineData(nameof(IrBinaryOperator.Subtract), 7, -9, 16)]
    [InlineData(nameof(IrBinaryOperator.Multiply), 7, -9, -63)]
    [InlineData(nameof(IrBinaryOperator.UnsignedDivide), -1, 16, 0x0FFFFFFF)]
    [InlineData(nameof(IrBinaryOperator.UnsignedRemainder), -1, 16, 15)]
    [InlineData(nameof(IrBinaryOperator.SignedDivide), -7, 2, -3)]
    [InlineData(nameof(IrBinaryOperator.SignedDivide), 7, -2, -3)]
    [InlineData(nameof(IrBinaryOperator.SignedDivide), -8, -2, 4)]
    [InlineData(nameof(IrBinaryOperator.SignedRemainder), -7, 2, -1)]
    [InlineData(nameof(IrBinaryOperator.SignedRemainder), 7, -2, 1)]
    [InlineData(nameof(IrBinaryOperator.SignedRemainder), int.MinValue, 3, -2)]
    [InlineData(nameof(IrBinaryOperator.And), 12, 10, 8)]
    [InlineData(nameof(IrBinaryOperator.Or), 12, 10, 14)]
    [InlineData(nameof(IrBinaryOperator.Xor), 12, 10, 6)]
    [InlineData(nameof(IrBinaryOperator.ShiftLeft), -1, 4, -16)]
    [InlineData(nameof(IrBinaryOperator.LogicalShiftRight), -1, 28, 15)]
    [InlineData(nameof(IrBinaryOperator.ArithmeticShiftRight), -64, 4, -4)]
    public void Operators_compute_what_they_say(string op, int left, int right, int expected)
    {
        // The operands are read from memory that LLVM cannot know, so that the CPU computes.
        var module = new TestModule();
        TestFunction function = module.Socket();
        IrValue a = function.Load(IrType.I32, new IrGlobalAddress(Variable(module, "a", left)), isVolatile: true);
        IrValue b = function.Load(IrType.I32, new IrGlobalAddress(Variable(module, "b", right)), isVolatile: true);
        function.Return(function.Binary(Enum.Parse<IrBinaryOperator>(op), a, b));
        Assert.Equal((uint)expected, Run(module));
    }

    [Theory]
    [InlineData(nameof(IrBinaryOperator.SignedDivide), -3)]
    [InlineData(nameof(IrBinaryOperator.SignedRemainder), -1)]
    public void The_newest_CPU_divides_signed_numbers_itself(string op, int expected)
    {
        var module = new TestModule();
        TestFunction function = module.Socket();
        IrValue a = function.Load(IrType.I32, new IrGlobalAddress(Variable(module, "a", -7)), isVolatile: true);
        IrValue b = function.Load(IrType.I32, new IrGlobalAddress(Variable(module, "b", 2)), isVolatile: true);
        function.Return(function.Binary(Enum.Parse<IrBinaryOperator>(op), a, b));
        using var compiled = new CompiledObject(module.Emit("v4"), "v4");
        Assert.Contains(op == nameof(IrBinaryOperator.SignedDivide) ? "s/=" : "s%=", compiled.Disassembly("v4"));
        using var loaded = new LoadedObject(compiled);
        Assert.Equal((uint)expected, loaded.Run());
    }

    [Theory]
    [InlineData(nameof(IrComparison.SignedLess), -1, 1, 1)]
    [InlineData(nameof(IrComparison.UnsignedLess), -1, 1, 0)]
    [InlineData(nameof(IrComparison.Equal), 3, 3, 1)]
    [InlineData(nameof(IrComparison.NotEqual), 3, 3, 0)]
    [InlineData(nameof(IrComparison.SignedGreaterOrEqual), 3, 3, 1)]
    [InlineData(nameof(IrComparison.UnsignedGreater), -1, 1, 1)]
    [InlineData(nameof(IrComparison.SignedLessOrEqual), 4, 3, 0)]
    [InlineData(nameof(IrComparison.SignedGreater), 4, 3, 1)]
    [InlineData(nameof(IrComparison.UnsignedLessOrEqual), 4, 3, 0)]
    [InlineData(nameof(IrComparison.UnsignedGreaterOrEqual), 4, -3, 0)]
    public void Comparisons_and_select(string comparison, int left, int right, int expected)
    {
        var module = new TestModule();
        TestFunction function = module.Socket();
        IrValue a = function.Load(IrType.I32, new IrGlobalAddress(Variable(module, "a", left)), isVolatile: true);
        IrValue condition = function.Compare(Enum.Parse<IrComparison>(comparison), a, I32(right));
        function.Return(function.Add(new IrSelect(condition, I32(1), I32(0), function.Span)));
        Assert.Equal((uint)expected, Run(module));
    }

    [Fact]
    public void Constants_keep_only_the_bits_of_their_type()
    {
        var module = new TestModule();
        TestFunction function = module.Socket();
        IrLocal slot = function.Local("slot", 1, 1);
        function.Store(new IrConstant(IrType.I8, 0x1FF), slot);
        function.Return(function.Convert(IrConversion.ZeroExtend, function.Load(IrType.I8, slot), IrType.I32));
        Assert.Equal(255u, Run(module));
    }

    [Fact]
    public void A_loop_that_starts_with_the_first_block()
    {
        var module = new TestModule();
        TestFunction function = module.Socket();
        IrBlock first = function.Current, done = function.Block("done");
        IrGlobal sum = Variable(module, "sum", 0), index = Variable(module, "index", 0);
        IrInstruction i = function.Load(IrType.I32, new IrGlobalAddress(index), isVolatile: true);
        IrInstruction total = function.Load(IrType.I32, new IrGlobalAddress(sum), isVolatile: true);
        function.Store(function.Binary(IrBinaryOperator.Add, total, i), new IrGlobalAddress(sum));
        IrInstruction next = function.Binary(IrBinaryOperator.Add, i, I32(1));
        function.Store(next, new IrGlobalAddress(index));
        function.If(function.Compare(IrComparison.SignedLess, next, I32(10)), first, done);
        function.At(done);
        function.Return(function.Load(IrType.I32, new IrGlobalAddress(sum)));

        using var compiled = new CompiledObject(module.Emit());
        Assert.Contains("goto", compiled.Disassembly());
    }

    [Fact]
    public void A_counted_loop_runs()
    {
        var module = new TestModule();
        TestFunction function = module.Socket();
        IrLocal sum = function.Local("sum", 4, 4), index = function.Local("index", 4, 4);
        IrBlock loop = function.Block("loop"), body = function.Block("body"), done = function.Block("done");
        IrGlobal step = Variable(module, "step", 3);
        function.Store(I32(0), sum);
        function.Store(I32(0), index);
        function.Branch(loop);
        function.At(loop);
        function.If(function.Compare(IrComparison.SignedLess, function.Load(IrType.I32, index), I32(100)), body, done);
        function.At(body);
        function.Store(function.Binary(IrBinaryOperator.Add, function.Load(IrType.I32, sum), function.Load(IrType.I32, new IrGlobalAddress(step), isVolatile: true)), sum);
        function.Store(function.Binary(IrBinaryOperator.Add, function.Load(IrType.I32, index), I32(1)), index);
        function.Branch(loop);
        function.At(done);
        function.Return(function.Load(IrType.I32, sum));
        Assert.Equal(300u, Run(module));
    }

    [Theory]
    [InlineData(-2, 20)]
    [InlineData(1, 77)]
    [InlineData(4, 5)]
    [InlineData(7, 8)]
    [InlineData(8, 99)]
    public void A_switch_without_a_table_in_memory(int value, uint expected)
    {
        var module = new TestModule();
        TestFunction function = module.Socket();
        IrValue input = function.Load(IrType.I32, new IrGlobalAddress(Variable(module, "a", value)), isVolatile: true);
        (int Value, int Result)[] cases = [(-2, 20), (0, 10), (1, 77), (2, 3), (3, 42), (4, 5), (5, 600), (6, 1), (7, 8)];
        IrBlock otherwise = function.Block("otherwise"), entry = function.Current;
        List<(long, IrBlock)> targets = [];
        foreach ((int key, int result) in cases)
        {
            IrBlock block = function.Block("case");
            targets.Add((key, block));
            function.At(block);
            function.Return(I32(result));
        }
        function.At(otherwise);
        function.Return(I32(99));
        entry.Terminator = new IrSwitch(input, [.. targets], otherwise, function.Span);

        using var compiled = new CompiledObject(module.Emit());
        Assert.DoesNotContain(".rodata", compiled.Sections());
        using var loaded = new LoadedObject(compiled);
        Assert.Equal(expected, loaded.Run());
    }

    [Fact]
    public void Intrinsics_are_declared_by_their_operands()
    {
        var module = new TestModule();
        TestFunction function = module.Socket();
        IrValue value = function.Load(IrType.I32, new IrGlobalAddress(Variable(module, "a", 0x01020304)), isVolatile: true);
        IrValue swapped = function.Add(new IrIntrinsicCall("llvm.bswap.i32", IrType.I32, [value], function.Span));
        IrValue zeros = function.Add(new IrIntrinsicCall("llvm.ctlz.i32", IrType.I32, [value, new IrConstant(IrType.I1, 0)], function.Span));
        function.Return(function.Binary(IrBinaryOperator.Add, swapped, zeros));
        Assert.Equal(0x04030201u + 7, Run(module));
    }

    [Theory]
    [InlineData("llvm.ctlz", 0, 64, 64)]
    [InlineData("llvm.ctlz", 1, 64, 63)]
    [InlineData("llvm.ctlz", -1, 64, 0)]
    [InlineData("llvm.ctlz", 0x0000_0100_0000_0001, 64, 23)]
    [InlineData("llvm.ctlz", 0, 32, 32)]
    [InlineData("llvm.ctlz", 0x00F0_0000, 32, 8)]
    [InlineData("llvm.ctlz", 3, 8, 6)]
    [InlineData("llvm.cttz", 0, 64, 64)]
    [InlineData("llvm.cttz", 1, 64, 0)]
    [InlineData("llvm.cttz", 0x0000_0100_0000_0000, 64, 40)]
    [InlineData("llvm.cttz", 0, 32, 32)]
    [InlineData("llvm.cttz", -8, 32, 3)]
    [InlineData("llvm.cttz", 0, 16, 16)]
    public void Leading_and_trailing_zeros(string name, long value, int bits, uint expected)
    {
        var module = new TestModule();
        TestFunction function = module.Socket();
        IrIntType type = IrType.Int(bits);
        IrGlobal variable = module.Global(new IrGlobal("a", ".data", 8, 8, Types.Long) { Initial = [.. BitConverter.GetBytes(value)] });
        IrInstruction operand = function.Load(type, new IrGlobalAddress(variable), isVolatile: true);
        IrInstruction count = function.Add(new IrIntrinsicCall($"{name}.{type}", type, [operand, new IrConstant(IrType.I1, 0)], function.Span));
        function.Return(bits == 32 ? count : function.Convert(bits < 32 ? IrConversion.ZeroExtend : IrConversion.Truncate, count, IrType.I32));
        Assert.Equal(expected, Run(module));
    }

    static IrGlobal Variable(TestModule module, string name, int value) =>
        module.Global(new IrGlobal(name, ".data", 4, 4, Types.Int) { Initial = [.. BitConverter.GetBytes(value)] });

    static uint Run(TestModule module)
    {
        using var compiled = new CompiledObject(module.Emit());
        using var loaded = new LoadedObject(compiled);
        return loaded.Run();
    }
}
