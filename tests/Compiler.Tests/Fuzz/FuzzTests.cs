using System.Diagnostics;
using BpfSharp.Compiler.Tests.Emit;
using Xunit;

namespace BpfSharp.Compiler.Tests.Fuzz;

/// <summary>
/// Random programs mean the same on both sides. Here a slice with fixed seeds; <c>eng/fuzz</c> runs it for as long as one
/// likes, from any seed.
/// </summary>
public sealed class FuzzTests
{
    private const int ClassSize = 24;
    private const string Seconds = "BPFSHARP_FUZZ_SECONDS";

    /// <summary>Whether <c>eng/fuzz</c> runs.</summary>
    public static bool IsLong => Environment.GetEnvironmentVariable(Seconds) is not null;

    [Theory, InlineData(1), InlineData(2)]
    public void Random_programs_mean_the_same(int slice)
    {
        Need();
        Assert.NotEqual(0, RunClass(slice * 1000));
    }

    /// <summary>What <c>eng/fuzz</c> runs; without its variables there is nothing to do.</summary>
    [Fact]
    public void For_as_long_as_asked()
    {
        Assert.SkipUnless(int.TryParse(Environment.GetEnvironmentVariable(Seconds), out int seconds), "run eng/fuzz for this");
        Need();
        int seed = int.TryParse(Environment.GetEnvironmentVariable("BPFSHARP_FUZZ_SEED"), out int first) ? first : Environment.TickCount;
        Stopwatch time = Stopwatch.StartNew();
        int programs = 0;
        for (; time.Elapsed.TotalSeconds < seconds; seed += ClassSize)
            programs += RunClass(seed);
        Console.WriteLine($"{programs} programs without a mismatch, up to seed {seed}");
    }

    private static void Need() => Assert.SkipUnless(Environment.UserName == "root", "loading programs needs root");

    /// <returns>How many methods ran.</returns>
    private static int RunClass(int seed)
    {
        FuzzBlock[] methods = FuzzJudge.Legal([.. Enumerable.Range(seed, ClassSize).Select(FuzzGenerator.Method)]);
        string? problem = FuzzJudge.Check(methods, seed);
        if (problem is null)
            return methods.Length;
        for (int i = 0; i < methods.Length; i++)
        {
            if (FuzzJudge.Check([methods[i]], seed) is { Length: > 0 } own)
            {
                (FuzzBlock smallest, string found) = Shrink(methods[i], own, seed);
                Assert.Fail($"Of seed {seed}: {found}\n\n{FuzzJudge.Source([smallest])}");
            }
        }
        Assert.Fail($"Seed {seed}, only together: {problem}");
        return 0;
    }

    /// <summary>Makes a method smaller as long as it fails in the same way.</summary>
    private static (FuzzBlock Smallest, string Problem) Shrink(FuzzBlock method, string problem, int seed)
    {
        string kind = Kind(problem);
        Stopwatch time = Stopwatch.StartNew();
        for (bool isSmaller = true; isSmaller && time.Elapsed < TimeSpan.FromMinutes(2);)
        {
            isSmaller = false;
            foreach (FuzzBlock candidate in method.Smaller())
            {
                if (time.Elapsed > TimeSpan.FromMinutes(2))
                    break;
                if (FuzzJudge.Check([candidate], seed) is { Length: > 0 } found && Kind(found) == kind)
                {
                    (method, problem, isSmaller) = (candidate, found, true);
                    break;
                }
            }
        }
        return (method, problem);
    }

    private static string Kind(string problem) => problem[..problem.IndexOf(' ', Math.Min(problem.Length - 1, 8))];
}
