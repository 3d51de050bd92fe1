using System.Globalization;
using System.Text;
using BpfSharp.Compiler.Emit;
using BpfSharp.Compiler.Ir;
using Xunit;
using static BpfSharp.Compiler.Tests.Emit.TestFunction;

namespace BpfSharp.Compiler.Tests.Emit;

public sealed class TextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(-1, "-1")]
    [InlineData(long.MinValue, "-9223372036854775808")]
    [InlineData(long.MaxValue, "9223372036854775807")]
    [InlineData(1000, "1000")]
    public void Numbers(long value, string expected) => Assert.Equal(expected, new StringBuilder().AppendNumber(value).ToString());

    [Theory]
    [InlineData("plain.name$-_", "@plain.name$-_")]
    [InlineData("1st", "@\"1st\"")]
    [InlineData("", "@\"\"")]
    [InlineData("a\"b\\c\n", "@\"a\\22b\\5Cc\\0A\"")]
    [InlineData("ß😀", "@\"\\C3\\9F\\F0\\9F\\98\\80\"")]
    public void Symbols(string name, string expected) => Assert.Equal(expected, new StringBuilder().AppendSymbol('@', name).ToString());

    [Fact]
    public void Half_a_character_is_replaced() => Assert.Equal("\"\\EF\\BF\\BDx\"", new StringBuilder().AppendQuoted("\ud800x").ToString());

    [Theory]
    [InlineData("pid", "pid")]
    [InlineData("<Value>k__BackingField", "_Value_k__BackingField")]
    [InlineData("9lives", "_9lives")]
    [InlineData("größe", "gru00F6u00DFe")]
    [InlineData("", "_")]
    public void Names_in_BTF(string name, string expected) => Assert.Equal(expected, BtfNames.ToIdentifier(name));

    [Fact]
    public void Only_the_lines_that_are_used_are_kept_whatever_ends_them() =>
        Assert.Equal("\n\u0009b\n\nd\n", SourceLines.Keep("a\r\n\tb\rc\u2028d\ne", [2, 4]));

    [Fact]
    public void The_users_culture_does_not_reach_the_text()
    {
        TestModule module = Sample();
        string expected = module.Emit();
        CultureInfo before = CultureInfo.CurrentCulture;
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NegativeSign = "\u2212";
        try
        {
            CultureInfo.CurrentCulture = odd;
            Assert.Equal(expected, module.Emit());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void The_IR_can_be_read()
    {
        TestModule module = Sample();
        Snapshot.Match(IrPrinter.Print(module.Ir, withSpans: true), "Emit.Printed");
    }

    /// <summary>A program with a map, a global, locals of the same name, a branch and an atomic.</summary>
    static TestModule Sample()
    {
        var module = new TestModule();
        IrMap map = module.Map(new IrMap("Counts", 1, default) { Key = Types.Int, Value = Types.ULong, MaxEntries = 10 });
        IrGlobal limit = module.Global(new IrGlobal("Limit", ".rodata", 4, 4, Types.Int) { Initial = [1, 2, 3, 4] });
        TestFunction function = module.Socket("program0");
        IrLocal key = function.Local("key", 4, 4), other = function.Local("key", 8, 8);
        IrBlock next = function.Block("next"), last = function.Block("next");
        IrValue sum = function.Load(IrType.I32, new IrGlobalAddress(limit), isVolatile: true);
        for (int i = 0; i < 2; i++)
            sum = function.Binary(IrBinaryOperator.Add, sum, I32(-7 - i));
        function.Store(sum, key);
        function.Add(new IrMemoryClear(other, 8, 8, function.Span));
        IrInstruction value = function.Helper(1, IrType.Pointer, new IrMapAddress(map), key);
        function.If(function.Compare(IrComparison.NotEqual, value, IrNullPointer.Instance), next, last, isFalseUnlikely: true);
        function.At(next);
        function.Add(new IrAtomic(IrAtomicOperator.Add, value, I64(1), isResultUsed: false, function.Span));
        function.Branch(last);
        function.At(last);
        function.Return(sum);
        return module;
    }
}
