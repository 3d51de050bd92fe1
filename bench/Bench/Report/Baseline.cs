namespace BpfSharp.Bench.Report;

/// <summary>Holds figures against saved ones.</summary>
static class Baseline
{
    /// <summary>Prints what changed of our own side, the largest change first; returns how many got worse.</summary>
    /// <param name="parts">Only these were measured now.</param>
    public static int Compare(Results before, Results now, IEnumerable<string> parts)
    {
        List<(string What, double Before, double Now, bool IsWorse)> changes = [];
        foreach (string part in parts.Where(before.Parts.ContainsKey))
        {
            Dictionary<(string, string), Measurement> old = before.Parts[part].Measurements.ToDictionary(m => (m.Subject, m.Metric));
            foreach (Measurement m in now.Parts[part].Measurements)
            {
                if (!old.TryGetValue((m.Subject, m.Metric), out Measurement? was))
                    continue;
                foreach (string side in m.Samples.Keys.Where(s => s.StartsWith("C#", StringComparison.Ordinal)))
                {
                    if (was.Median(side) is not { } a || m.Median(side) is not { } b)
                        continue;
                    // What is counted is exact; what is timed only means something beyond its noise.
                    double noise = m.Samples[side].Length == 1 ? 0 : Math.Max(0.03, Math.Max(Statistics.Spread(m.Samples[side]), Statistics.Spread(was.Samples[side])));
                    if (Math.Abs(b - a) > noise * a)
                        changes.Add(($"{part}: {m.Subject}, {m.Metric}, {side} ({m.Unit})", a, b, b > a));
                }
            }
        }
        foreach (var (what, a, b, isWorse) in changes.OrderByDescending(c => Math.Abs(Math.Log(c.Now / c.Before))))
            Console.WriteLine($"{(isWorse ? "worse " : "better")} {Text.Ratio(b / a)}  {what}: {Text.Number(a)} → {Text.Number(b)}");
        int worse = changes.Count(c => c.IsWorse);
        Console.WriteLine($"{changes.Count - worse} better, {worse} worse than before");
        return worse;
    }
}
