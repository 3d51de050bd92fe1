using System.Diagnostics;
using BpfSharp.Compiler.Worker;
using static BpfSharp.Compiler.Llvm.Tests.Fixtures;

namespace BpfSharp.Compiler.Llvm.Tests;

/// <summary>Whatever a child does, its module gets an answer that a person can use.</summary>
public sealed class ChildCompilerTests
{
    static string Run(string script, double seconds = 20)
    {
        var result = new ChildCompiler("/bin/sh", ["-c", script], TimeSpan.FromSeconds(seconds)).Compile(Module("core"));
        Assert.False(result.Ok);
        var error = Assert.Single(result.Diagnostics);
        Assert.Equal(BackendSeverity.Error, error.Severity);
        Assert.StartsWith("core was not compiled: ", error.Message, StringComparison.Ordinal);
        return error.Message;
    }

    [Theory]
    [InlineData("SEGV", 11)]
    [InlineData("ABRT", 6)]
    [InlineData("KILL", 9)]
    public void A_child_that_crashes(string signal, int number) => Assert.Contains($"signal {number} (exit code {128 + number})", Run($"kill -{signal} $$"), StringComparison.Ordinal);

    [Fact]
    public void A_child_that_fails() => Assert.Contains("exit code 7: some reason", Run("echo some reason >&2; exit 7"), StringComparison.Ordinal);

    [Fact]
    public void A_child_that_says_something_else() => Assert.Contains("cannot be read", Run("echo hello; cat >/dev/null"), StringComparison.Ordinal);

    [Fact]
    public void A_child_that_says_nothing() => Assert.Contains("cannot be read", Run("exit 0"), StringComparison.Ordinal);

    [Fact]
    public void A_child_that_floods_both_streams_before_it_reads() =>
        Assert.Contains("exit code 3", Run("head -c 300000 /dev/zero; head -c 300000 /dev/zero >&2; cat >/dev/null; exit 3"), StringComparison.Ordinal);

    [Fact]
    public void A_child_that_does_not_end_is_ended_with_its_children()
    {
        var watch = Stopwatch.StartNew();
        string marker = $"86{Environment.ProcessId}";
        Assert.Contains("did not end within 0.5 s", Run($"sleep {marker} & sleep {marker}", 0.5), StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.5, 15);
        Assert.DoesNotContain(Process.GetProcessesByName("sleep"), p => CommandLine(p).Contains(marker, StringComparison.Ordinal));
    }

    [Fact]
    public void A_program_that_does_not_exist()
    {
        var result = new ChildCompiler("/nowhere/dotnet", [], TimeSpan.FromSeconds(1)).Compile(Module("core"));
        Assert.Contains("/nowhere/dotnet", Assert.Single(result.Diagnostics).Message, StringComparison.Ordinal);
    }

    /// <summary>Each child waits for the other one to begin.</summary>
    [Fact]
    public void Modules_are_compiled_at_the_same_time()
    {
        Assert.SkipWhen(Environment.ProcessorCount < 2, "needs two CPUs: there are as many children as CPUs");
        using var directory = new TemporaryDirectory();
        string script = $"cat >/dev/null; touch '{directory.File("")}'/$$; until [ $(ls '{directory.File("")}' | wc -l) -ge 2 ]; do sleep 0.01; done; exit 9";
        var results = new ModuleResult?[2];
        new ChildCompiler("/bin/sh", ["-c", script], TimeSpan.FromSeconds(60)).Compile([Module("core"), Module("counter")], [0, 1], results);
        Assert.All(results, result => Assert.Contains("exit code 9", Assert.Single(result!.Diagnostics).Message, StringComparison.Ordinal));
    }

    static string CommandLine(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
