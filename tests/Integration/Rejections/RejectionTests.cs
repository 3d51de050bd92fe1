using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Rejections;

/// <summary>
/// What the verifier refuses is told by the C# line, its text, the rule in plain words, the state that broke it and what to
/// change, on every kernel's own way of saying it.
/// </summary>
public sealed partial class RejectionTests
{
    private static readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<BpfVerification>>> s_results = new();

    public static TheoryData<string, string> Rows => [.. RejectionTable.All.Select(static row => (row.Object, row.Program))];

    [Theory, MemberData(nameof(Rows))]
    public void The_refusal_is_explained(string type, string program)
    {
        var row = RejectionTable.All.Single(row => row.Object == type && row.Program == program);
        Requires.Root();
        if (row.Since is { } since)
            Requires.Kernel(Version.Parse(since).Major, Version.Parse(since).Minor);
        var result = Results(type).Single(result => result.Program == program);
        if (result.Section.StartsWith("tp_btf/", StringComparison.Ordinal))
            Requires.Btf();
        if (result.Section.StartsWith("tp/", StringComparison.Ordinal))
            Requires.Tracefs();
        if (row.AcceptedFrom is { } accepted && Machine.Kernel >= Version.Parse(accepted) || row.RefusedFrom is { } first && Machine.Kernel < Version.Parse(first))
        {
            Assert.Null(result.Refusal);
            return;
        }

        var refused = Assert.IsType<VerifierException>(result.Refusal);
        bool isOld = Machine.Kernel < new Version(6, 1);
        bool isOther = isOld && row.Before61 is not null;
        (string rule, string advice) = isOther ? row.Before61!.Value : (row.Rule, row.Advice);
        Assert.Contains(rule, refused.Rule, StringComparison.Ordinal);
        Assert.Contains(advice, refused.Advice, StringComparison.Ordinal);
        Assert.Contains(refused.Rule, refused.Message, StringComparison.Ordinal);
        Assert.Contains(refused.State, refused.Message, StringComparison.Ordinal);
        Assert.Contains(row.Message, refused.Message, StringComparison.Ordinal);
        Assert.Contains("processed ", refused.Log, StringComparison.Ordinal);
        (string[] lines, int start, int end) = Source(type, program);
        Assert.Equal(type + ".cs", Path.GetFileName(refused.File));
        int marked = Array.FindIndex(lines, start, end - start, static line => line.EndsWith("// refused", StringComparison.Ordinal));
        if (isOther)
            return;
        // Of a program that only takes too long, any line may be the one the verifier was at.
        if (marked < 0)
            Assert.InRange(refused.Line!.Value, start + 1, end);
        else
            Assert.Equal(marked + 1, refused.Line);
        Assert.Equal(lines[refused.Line!.Value - 1].Trim(), refused.SourceText);
        Assert.StartsWith($"{refused.File}({refused.Line},", refused.Message, StringComparison.Ordinal);
        Assert.Contains(WithLines(row.State, refused.Line.Value), refused.State, StringComparison.Ordinal);
        if (!isOld)
            Assert.Contains(row.Range, refused.State, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_program_has_a_row_and_the_corpus_is_large()
    {
        string[] programs = [.. new[] { nameof(RefusedMemory), nameof(RefusedPointers), nameof(RefusedRecords), nameof(RefusedHelpers), nameof(RefusedReferences), nameof(RefusedContexts), nameof(RefusedShapes), nameof(RefusedExterns), nameof(RefusedLocks), nameof(RefusedTimers) }
            .SelectMany(static type => BpfObjectFile.Open(PathOf(type)).Programs.Select(program => $"{type}.{program.Name}"))];
        Assert.Equal(programs.Order(StringComparer.Ordinal), RejectionTable.All.Select(static row => row.ToString()).Order(StringComparer.Ordinal));
        Assert.True(programs.Length >= 60, $"there are only {programs.Length}");
    }

    /// <summary>One load of each class, whose programs are verified each for itself.</summary>
    private static IReadOnlyList<BpfVerification> Results(string type) =>
        s_results.GetOrAdd(type, static type => new(() => BpfObjectFile.Open(PathOf(type)).Verify())).Value;

    private static string PathOf(string type) => Path.Combine(AppContext.BaseDirectory, type + ".bpf.o");

    /// <summary>The lines of a class's file, and which of them are a method's.</summary>
    private static (string[] Lines, int Start, int End) Source(string type, string program, [CallerFilePath] string here = "")
    {
        string[] lines = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(here)!, type + ".cs"));
        int start = Array.FindIndex(lines, line => line.StartsWith($"    int {program}(", StringComparison.Ordinal));
        return (lines, start, Array.IndexOf(lines, "    }", start) + 1);
    }

    private static string WithLines(string words, int line) =>
        LineOffset().Replace(words, match => (line + int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\{(-?\d)\}")]
    private static partial Regex LineOffset();
}
