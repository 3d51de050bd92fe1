using BpfSharp.Compiler.Tests.FrontEnd.Semantics;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace BpfSharp.Compiler.Tests.FrontEnd;

/// <summary>Small methods, each run by the kernel and by the CLR with the same inputs: the results have to be the same.</summary>
public sealed class KernelSemanticsTests
{
    [Theory, MemberData(nameof(Names))]
    public void Kernel_and_CLR_agree(string chapter, string name)
    {
        SemanticCase test = SemanticCases.All.Single(c => c.Chapter == chapter && c.Case.Name == name).Case;

        FrontEndTest source = FrontEndTest.Source(test.Source);
        CSharpCompilation compilation = source.Compilation();
        CompilationResult result = source.Check();
        using ClrJudge clr = new(compilation, result.Model);
        using KernelJudge kernel = new(result.ModuleText!);
        long traps = 0;
        foreach ((int a, int b, long c) in test.Calls)
        {
            (int? expected, string exception) = clr.Run(a, b, c);
            (int actual, long trapsNow) = kernel.Run("Run", a, b, c);
            string call = $"M({a}, {b}, {c})";
            Assert.Equal($"{call} = {(expected is null ? "trap: " + exception : expected)}", $"{call} = {(trapsNow > traps ? "trap: " + (expected is null ? exception : "") : actual)}");
            if (expected is null)
                Assert.Equal((0, traps + 1), (actual, trapsNow));
            traps = trapsNow;
            if (clr.HasAfter)
                Assert.Equal($"{call}; After() = {clr.After()}", $"{call}; After() = {kernel.Run("After", 0, 0, 0).Result}");
        }
    }

    public static TheoryData<string, string> Names()
    {
        TheoryData<string, string> names = [];
        foreach ((string chapter, SemanticCase test) in SemanticCases.All)
            names.Add(chapter, test.Name);
        return names;
    }
}
