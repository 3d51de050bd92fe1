using BpfSharp.Compiler.Ir;
using Xunit;
using static BpfSharp.Compiler.Tests.Emit.TestFunction;

namespace BpfSharp.Compiler.Tests.Emit;

public sealed class PortabilityTests
{
    [Theory]
    [InlineData("15")]
    [InlineData("16")]
    [InlineData("17")]
    [InlineData("18")]
    [InlineData("19")]
    [InlineData("20")]
    [InlineData("21")]
    [InlineData("22")]
    public void The_same_text_suits_every_LLVM(string version)
    {
        Assert.SkipUnless(Tool.Find("opt-" + version) is not null && Tool.Find("llc-" + version) is not null, $"opt-{version} and llc-{version} are not installed");
        using var compiled = new CompiledObject(Everything().Emit(), llvm: version);
        using var loaded = new LoadedObject(compiled);
        Assert.Equal(1u, loaded.Run());
    }

    /// <summary>A program that uses what differs between versions of LLVM.</summary>
    static TestModule Everything()
    {
        DebugRecord task = Types.Kernel("task_struct", ("tgid", Types.Int), ("comm", new DebugArray(Types.Char, 16)));
        var module = new TestModule();
        IrMap map = module.Map(new IrMap("Counts", 1, default) { Key = Types.Int, Value = Types.ULong, MaxEntries = 10 });
        IrGlobal calls = module.Global(new IrGlobal("Calls", ".bss", 8, 8, Types.ULong));
        TestFunction sub = module.Helper("Zeros", IrLinkage.Subprogram, IrType.I32, Types.Int, new SourceSpan(TestModule.File, 40, 1), new IrParameter("x", IrType.I32, Types.Int));
        IrInstruction leading = sub.Add(new IrIntrinsicCall("llvm.ctlz.i32", IrType.I32, [sub.Parameter, new IrConstant(IrType.I1, 0)], sub.Span));
        IrInstruction trailing = sub.Add(new IrIntrinsicCall("llvm.cttz.i32", IrType.I32, [sub.Parameter, new IrConstant(IrType.I1, 0)], sub.Span));
        sub.Return(sub.Binary(IrBinaryOperator.Add, leading, trailing));

        TestFunction function = module.Socket();
        IrLocal key = function.Local("key", 4, 4), value = function.Local("value", 8, 8);
        IrInstruction exists = function.Add(new IrCoreFieldInfo(task, [CoreStep.Member(1), CoreStep.Element(3)], CoreFieldInfoKind.Exists, function.Span));
        IrInstruction size = function.Add(new IrCoreTypeInfo(task, CoreTypeInfoKind.Size, function.Span));
        IrInstruction before = function.Add(new IrAtomic(IrAtomicOperator.Add, new IrGlobalAddress(calls), size, isResultUsed: true, function.Span));
        function.Add(new IrAtomic(IrAtomicOperator.Add, new IrGlobalAddress(calls), I64(1), isResultUsed: false, function.Span));
        function.Store(function.Call(sub, function.Convert(IrConversion.Truncate, before, IrType.I32)), key);
        function.Add(new IrMemoryClear(value, 8, 8, function.Span));
        function.Helper(2, IrType.I64, new IrMapAddress(map), key, value, I64(0));
        function.Return(exists);
        return module;
    }
}
