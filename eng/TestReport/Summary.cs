namespace BpfSharp.TestReport;

static class Summary
{
    public const string HowToAccept = "eng/test --accept records this run's results; commit eng/results";

    public static int PrintFailures(List<Target> targets)
    {
        int count = 0;
        foreach (Target target in targets)
        {
            var failures = target.Results.Where(r => r.Outcome == Outcome.Failed).Select(r => $"{r.Name}\n{r.Message}").Concat(target.Problems);
            foreach (string failure in failures)
            {
                Console.WriteLine($"FAILED on {target.Name}: {failure.ReplaceLineEndings("\n    ")}\n");
                count++;
            }
        }
        return count;
    }

    /// <summary>Each reason once, the commonest first, with where it struck.</summary>
    public static void PrintSkips(List<Target> targets)
    {
        var skips = targets
            .SelectMany(t => t.Results.Where(r => r.Outcome == Outcome.Skipped).Select(r => (Reason: ResultTable.OneLine(r.Message), Target: t.Name)))
            .GroupBy(s => s.Reason).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        if (skips.Count > 0)
            Console.WriteLine("Skipped:");
        foreach (var reason in skips)
        {
            string places = string.Join(", ", reason.GroupBy(s => s.Target).Select(g => $"{g.Key}: {g.Count()}"));
            Console.WriteLine($"{reason.Count(),6}  {reason.Key}  ({places})");
        }
    }

    /// <summary>Returns the number of tests that passed before and no longer run.</summary>
    public static int PrintComparison(ResultTable table, string path, Target target, bool isPartial)
    {
        List<string> regressions = [.. Comparison.FindRegressions(table, target, isPartial)];
        foreach (string regression in regressions)
            Console.WriteLine($"STOPPED RUNNING on {target.Name}: {regression}");
        if (regressions.Count > 0)
            Console.WriteLine($"    as {path} has it. If that is meant: {HowToAccept}.");
        int added = Comparison.CountNew(table, target);
        if (added > 0)
            Console.WriteLine($"{added} test methods are not in {path} yet ({HowToAccept}).");
        return regressions.Count;
    }
}
