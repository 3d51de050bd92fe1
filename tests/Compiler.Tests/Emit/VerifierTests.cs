using BpfSharp.Compiler.Ir;
using Xunit;
using static BpfSharp.Compiler.Tests.Emit.TestFunction;

namespace BpfSharp.Compiler.Tests.Emit;

public sealed class VerifierTests
{
    [Fact]
    public void A_sound_module_has_no_problems()
    {
        var module = new TestModule();
        module.Socket().Return(I32(0));
        Assert.Empty(IrVerifier.Verify(module.Ir));
    }

    [Fact]
    public void Every_block_ends() => Finds("has no terminator", f => { });

    [Fact]
    public void Operands_agree() => Finds("used as i32", f => f.Return(f.Binary(IrBinaryOperator.Add, I32(1), I64(1))));

    [Fact]
    public void Results_agree_with_the_function() => Finds("of type i64 is used as i32", f => f.Return(I64(1)));

    [Fact]
    public void A_value_is_computed_before_it_is_used() => Finds("used before it is computed", f =>
    {
        IrInstruction first = f.Binary(IrBinaryOperator.Add, I32(1), I32(1)), second = f.Binary(IrBinaryOperator.Add, first, I32(1));
        f.Current.Instructions.Reverse();
        f.Return(second);
    });

    [Fact]
    public void A_value_is_the_functions_own() => Finds("not in the function", f =>
        f.Return(new IrBinary(IrBinaryOperator.Add, I32(1), I32(1), f.Span)));

    [Fact]
    public void A_local_is_the_functions_own() => Finds("another function's", f => f.Return(f.Load(IrType.I32, new IrLocal("x", 4, 4))));

    [Fact]
    public void Truth_values_are_not_kept_in_memory() => Finds("not kept in memory", f =>
    {
        f.Add(new IrStore(new IrConstant(IrType.I1, 1), f.Local("flag", 1, 1), 1, false, f.Span));
        f.Return(I32(0));
    });

    [Fact]
    public void Branches_stay_in_the_function() => Finds("leaves the function", f => f.Branch(new IrBlock("elsewhere")));

    [Fact]
    public void Small_atomics_do_not_exist() => Finds("no atomic operation on i16", f =>
    {
        f.Add(new IrAtomic(IrAtomicOperator.Add, f.Local("x", 2, 2), new IrConstant(IrType.I16, 1), false, f.Span));
        f.Return(I32(0));
    });

    [Fact]
    public void Steps_lead_somewhere() => Finds("leads nowhere", f =>
        f.Return(f.Load(IrType.I32, f.Core(f.Parameter, Types.Kernel("task_struct", ("pid", Types.Int)), CoreStep.Member(1)))));

    [Fact]
    public void Anonymous_types_are_not_looked_up() => Finds("with a name", f =>
        f.Return(f.Convert(IrConversion.Truncate, f.Add(new IrCoreTypeInfo(Types.Kernel(""), CoreTypeInfoKind.Size, f.Span)), IrType.I32)));

    [Fact]
    public void Enumerators_exist() => Finds("no enumerator", f =>
        f.Return(f.Convert(IrConversion.Truncate, f.Add(new IrCoreEnumValue(new DebugEnum("colour", 4, false), "RED", true, f.Span)), IrType.I32)));

    [Fact]
    public void Helpers_take_five_arguments() => Finds("5 is the most", f =>
    {
        f.Helper(1, IrType.I64, I64(1), I64(2), I64(3), I64(4), I64(5), I64(6));
        f.Return(I32(0));
    });

    [Fact]
    public void Calls_agree_with_the_function_called() => Finds("takes 1 arguments and is given 0", f => f.Return(I32(0)), module =>
    {
        TestFunction sub = module.Helper("Sub", IrLinkage.Subprogram, IrType.I32, Types.Int, default, new IrParameter("x", IrType.I32, Types.Int));
        sub.Return(sub.Call(sub));
    });

    [Fact]
    public void Conversions_change_the_width() => Finds("ZeroExtend from i32 to i32", f => f.Return(f.Convert(IrConversion.ZeroExtend, I32(1), IrType.I32)));

    [Fact]
    public void Symbols_are_unique() => Finds("two symbols", f => f.Return(I32(0)), m => m.Global(new IrGlobal("filter", ".bss", 4, 4, Types.Int)));

    [Fact]
    public void Symbols_are_not_called_like_sections() => Finds("name of a section", f => f.Return(I32(0)), m => m.Global(new IrGlobal("socket", ".bss", 4, 4, Types.Int)));

    [Fact]
    public void Maps_have_names_that_BTF_can_hold() => Finds("not one that BTF can hold", f => f.Return(I32(0)), m => m.Map(new IrMap("Größe", 1, default)));

    [Fact]
    public void Globals_are_as_large_as_their_type() => Finds("a type of 4", f => f.Return(I32(0)), m => m.Global(new IrGlobal("x", ".bss", 8, 4, Types.Int)));

    [Fact]
    public void Initial_values_fill_the_global() => Finds("initial ones", f => f.Return(I32(0)), m => m.Global(new IrGlobal("x", ".data", 4, 4, Types.Int) { Initial = [1] }));

    static void Finds(string expected, Action<TestFunction> body, Action<TestModule>? more = null)
    {
        var module = new TestModule();
        more?.Invoke(module);
        body(module.Socket());
        Assert.Contains(IrVerifier.Verify(module.Ir), p => p.Message.Contains(expected, StringComparison.Ordinal));
    }
}
