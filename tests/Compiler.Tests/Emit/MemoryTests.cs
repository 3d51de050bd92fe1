using BpfSharp.Compiler.Ir;
using Xunit;
using static BpfSharp.Compiler.Tests.Emit.TestFunction;

namespace BpfSharp.Compiler.Tests.Emit;

public sealed class MemoryTests
{
    const int LookupElement = 1;

    [Theory]
    [InlineData(16, 8)]
    [InlineData(13, 1)]
    [InlineData(128, 1)]
    [InlineData(200, 1)] // more than 128 stores: two copies
    [InlineData(1024, 8)]
    [InlineData(1032, 8)]
    [InlineData(5001, 8)]
    [InlineData(3000, 4)]
    public void Copies_and_clears_of_any_size_are_inlined_and_work(int size, int align)
    {
        // One value holds source and destination; the bytes around the destination must stay.
        int half = (size + 15) / 8 * 8;
        var module = new TestModule();
        IrMap map = module.Map(new IrMap("Data", 2, default) { Key = Types.Int, Value = new DebugArray(Types.ULong, (2 * half + 16) / 8), MaxEntries = 1 });
        TestFunction function = module.Socket();
        IrLocal key = function.Local("key", 4, 4);
        IrBlock found = function.Block("found"), missing = function.Block("missing");
        function.Store(I32(0), key);
        IrInstruction value = function.Helper(LookupElement, IrType.Pointer, new IrMapAddress(map), key);
        function.If(function.Compare(IrComparison.NotEqual, value, IrNullPointer.Instance), found, missing, isFalseUnlikely: true);
        function.At(missing);
        function.Return(I32(-1));
        function.At(found);
        IrInstruction destination = function.Offset(value, half);
        function.Store(new IrConstant(IrType.I8, 0x11), value);
        function.Store(new IrConstant(IrType.I8, 0x22), function.Offset(value, size - 1));
        function.Store(new IrConstant(IrType.I8, 0x33), function.Offset(destination, size));
        function.Add(new IrMemoryCopy(destination, value, size, align, function.Span));
        function.Add(new IrMemoryClear(value, size, align, function.Span));
        function.Return(I32(0));

        using var compiled = new CompiledObject(module.Emit());
        using var loaded = new LoadedObject(compiled);
        Assert.Equal(0u, loaded.Run());
        byte[] bytes = loaded.OnlyValue("Data");
        Assert.All(bytes[..size], b => Assert.Equal(0, b));
        Assert.Equal((0x11, 0x22, 0x33), (bytes[half], bytes[half + size - 1], bytes[half + size]));
        Assert.Equal(3, bytes.Count(b => b != 0));
    }

    [Fact]
    public void Neighbouring_clears_are_not_joined_into_one_that_cannot_be_inlined()
    {
        var module = new TestModule();
        IrMap map = module.Map(new IrMap("Data", 2, default) { Key = Types.Int, Value = new DebugArray(Types.ULong, 256), MaxEntries = 1 });
        TestFunction function = module.Socket();
        IrLocal key = function.Local("key", 4, 4);
        IrBlock found = function.Block("found"), missing = function.Block("missing");
        function.Store(I32(0), key);
        IrInstruction value = function.Helper(LookupElement, IrType.Pointer, new IrMapAddress(map), key);
        function.If(function.Compare(IrComparison.NotEqual, value, IrNullPointer.Instance), found, missing);
        function.At(missing);
        function.Return(I32(-1));
        function.At(found);
        function.Add(new IrMemoryClear(value, 1000, 8, function.Span));
        function.Add(new IrMemoryClear(function.Offset(value, 1000), 1000, 8, function.Span));
        for (int i = 0; i < 6; i++)
            function.Store(I64(0), function.Offset(value, 2000 + (8 * i)));
        function.Return(I32(0));
        using var compiled = new CompiledObject(module.Emit());
        using var loaded = new LoadedObject(compiled);
        Assert.Equal(0u, loaded.Run());
    }

    [Fact]
    public void A_loop_that_fills_memory_does_not_become_a_call_of_memset()
    {
        var module = new TestModule();
        IrGlobal data = module.Global(new IrGlobal("Data", ".bss", 2048, 8, new DebugArray(Types.Byte, 2048)));
        IrGlobal limit = module.Global(new IrGlobal("Limit", ".data", 8, 8, Types.ULong) { Initial = [100, 0, 0, 0, 0, 0, 0, 0] });
        TestFunction function = module.Socket();
        IrLocal index = function.Local("index", 8, 8), count = function.Local("count", 8, 8);
        IrBlock loop = function.Block("loop"), check = function.Block("check"), body = function.Block("body"), done = function.Block("done");
        function.Store(I64(0), index);
        function.Store(function.Load(IrType.I64, new IrGlobalAddress(limit)), count);
        function.Branch(loop);
        function.At(loop);
        function.If(function.Compare(IrComparison.UnsignedLess, function.Load(IrType.I64, index), function.Load(IrType.I64, count)), check, done);
        function.At(check);
        function.If(function.Compare(IrComparison.UnsignedLess, function.Load(IrType.I64, index), I64(2048)), body, done);
        function.At(body);
        IrInstruction i = function.Load(IrType.I64, index);
        function.Store(new IrConstant(IrType.I8, 0), function.Add(new IrOffset(new IrGlobalAddress(data), i, function.Span)));
        function.Store(function.Binary(IrBinaryOperator.Add, i, I64(1)), index);
        function.Branch(loop);
        function.At(done);
        function.Return(I32(0));
        using var compiled = new CompiledObject(module.Emit());
        Assert.DoesNotContain("memset", compiled.Symbols());
        using var loaded = new LoadedObject(compiled);
        Assert.Equal(0u, loaded.Run());
    }
}
