using BpfSharp.Compiler.Worker;

namespace BpfSharp.Compiler.Llvm.Tests;

public sealed class BackendMessageTests
{
    [Theory]
    [InlineData("/src/a.cs:12:34: in function Main i32 (ptr): text here\n", "/src/a.cs", 12, 34, "Main", "text here")]
    [InlineData("C:\\a b\\c.cs:1:2: in function F void (ptr, i64): one: two", "C:\\a b\\c.cs", 1, 2, "F", "one: two")]
    [InlineData("/odd:3:4: name.cs:5:6: in function F i32 (): text", "/odd", 3, 4, "", "name.cs:5:6: in function F i32 (): text")]
    [InlineData("<unknown>:0:0: in function F i64 (ptr, ...): text", "", 0, 0, "F", "text")]
    [InlineData("<unknown>:0: symbol 'x' is already defined", "", 0, 0, "", "symbol 'x' is already defined")]
    [InlineData("/src/a.cs:7:0: stack frame too odd", "/src/a.cs", 7, 0, "", "stack frame too odd")]
    [InlineData("in function F i32 (ptr): no place", "", 0, 0, "F", "no place")]
    [InlineData("only text", "", 0, 0, "", "only text")]
    [InlineData(": : :", "", 0, 0, "", ": : :")]
    [InlineData("", "", 0, 0, "", "")]
    public void Place_function_and_text_come_apart(string raw, string file, int line, int column, string function, string text)
    {
        var parsed = BackendMessage.Parse(BackendSeverity.Error, raw);
        Assert.Equal(new BackendDiagnostic(BackendSeverity.Error, file, line, column, function, text), parsed);
    }

    [Fact]
    public void Giving_up_names_the_function_and_drops_the_dump()
    {
        var parsed = BackendMessage.Fatal("Cannot select: t1: i64 = Odd\n  0x5555: node\nIn function: Work");
        Assert.Equal("Work", parsed.Function);
        Assert.Equal("LLVM cannot compile this for BPF: Cannot select: t1: i64 = Odd", parsed.Message);
    }
}
