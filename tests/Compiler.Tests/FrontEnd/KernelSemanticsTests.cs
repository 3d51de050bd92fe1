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
        Version minimum = Find(chapter, name).Kernel ?? chapter switch { SemanticCases.CallbackChapter => new(5, 17), SemanticCases.RangeChapter => new(6, 4), _ => new(5, 12) };
        Assert.SkipUnless(Environment.OSVersion.Version >= minimum, $"needs kernel {minimum} or newer");
        Compare(chapter, name, minimum, minimum >= new Version(6, 6) ? "v4" : "v3");
    }

    /// <summary>The instructions that kernels from 6.6 have are chosen for a minimum kernel that new: by arithmetic and conversions.</summary>
    [Theory, MemberData(nameof(NamesOfNewInstructions))]
    public void Kernel_and_CLR_agree_on_the_newest_instructions(string chapter, string name)
    {
        Assert.SkipUnless(Environment.OSVersion.Version >= new Version(6, 6), "needs kernel 6.6 or newer");
        Version minimum = Find(chapter, name).Kernel ?? new(6, 6);
        Assert.SkipUnless(Environment.OSVersion.Version >= minimum, $"needs kernel {minimum} or newer");
        Compare(chapter, name, minimum, "v4");
    }

    private static void Compare(string chapter, string name, Version minimumKernel, string cpu)
    {
        SemanticCase test = Find(chapter, name);
        FrontEndTest source = FrontEndTest.Source(test.Source).With(new CompilerOptions(MinimumKernel: minimumKernel));
        CSharpCompilation compilation = source.Compilation();
        CompilationResult result = source.Check();
        Assert.Contains($"\"target-cpu\"=\"{cpu}\"", result.ModuleText!, StringComparison.Ordinal);
        using ClrJudge clr = new(compilation, result.Model);
        using KernelJudge kernel = new(result.ModuleText!, cpu);
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

    private static SemanticCase Find(string chapter, string name) => SemanticCases.All.Single(c => c.Chapter == chapter && c.Case.Name == name).Case;

    public static TheoryData<string, string> Names() => NamesIn(_ => true);

    public static TheoryData<string, string> NamesOfNewInstructions() => NamesIn(chapter => chapter is "arithmetic" or "expressions" or "layout");

    private static TheoryData<string, string> NamesIn(Predicate<string> isWanted)
    {
        TheoryData<string, string> names = [];
        foreach ((string chapter, SemanticCase test) in SemanticCases.All)
        {
            if (isWanted(chapter))
                names.Add(chapter, test.Name);
        }
        return names;
    }
}
