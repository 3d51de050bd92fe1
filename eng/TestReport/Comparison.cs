namespace BpfSharp.TestReport;

/// <summary>A target's results held against its committed table.</summary>
static class Comparison
{
    /// <summary>What passed by the table and no longer does without having failed: one sentence each.</summary>
    /// <param name="isPartial">A filter left tests out: only those that ran are compared.</param>
    public static IEnumerable<string> FindRegressions(ResultTable table, Target target, bool isPartial)
    {
        var now = ResultTable.From(target.Results).Rows;
        var failed = target.Results.Where(r => r.Outcome == Outcome.Failed).Select(r => r.Key).ToHashSet();
        foreach (TableRow before in table.Rows.Values.Where(r => r.Passed > 0 && !failed.Contains(r.Method)))
        {
            if (now.TryGetValue(before.Method, out TableRow? after))
            {
                if (after.Passed < before.Passed)
                    yield return $"{before.Method}: passed {before.Passed}, now passes {after.Passed} and skips {after.Skipped}"
                        + (after.Reasons.Length > 0 ? $" ({after.Reasons})" : "");
            }
            // After a runner died its tests are missing for that reason, which is reported already.
            else if (!isPartial && target.Problems.Count == 0)
            {
                yield return $"{before.Method}: passed {before.Passed}, now did not run";
            }
        }
    }

    public static int CountNew(ResultTable table, Target target) =>
        target.Results.Select(r => r.Key).Distinct().Count(m => !table.Rows.ContainsKey(m));
}
