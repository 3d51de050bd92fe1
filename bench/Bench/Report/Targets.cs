namespace BpfSharp.Bench.Report;

/// <summary>One thing that is to be reached, and whether it is.</summary>
/// <param name="Misses">The subjects that miss it, worst first, with their ratios.</param>
sealed record Target(string Part, string Wanted, string Reached, bool IsMet, List<(string Subject, double Ratio)> Misses);

/// <summary>What the project wants to reach, held against the figures.</summary>
static class Targets
{
    public static List<Target> Judge(Results results)
    {
        List<Target> targets = [];
        if (results.Parts.TryGetValue("code-size", out PartResult? size))
        {
            targets.Add(Each(size, "code size", "instructions", Side.CSame, 1.00, "instructions ≤ 1.00× of C with the same checks, each program"));
            targets.Add(Each(size, "object size", "object size", Side.CSame, 1.05, "≤ 1.05× of clang's stripped object with the same checks, each object"));
        }
        if (results.Parts.TryGetValue("verifier", out PartResult? verifier))
            targets.Add(Each(verifier, "verifier cost", "verified", Side.CSame, 1.05, "verified instructions ≤ 1.05× of C with the same checks, each program"));
        if (results.Parts.TryGetValue("code-speed", out PartResult? speed))
            targets.Add(Each(speed, "code speed", "run", Side.CSame, 1.00, "ns per run ≤ 1.00× of C with the same checks within noise, each program", Noise));
        if (results.Parts.TryGetValue("start", out PartResult? start))
        {
            Measurement time = start.Measurements.Single(m => m.Metric == "start until attached");
            targets.Add(Single("start", "NativeAOT ≤ 1.2× of C on libbpf", time.Ratio("C# NativeAOT", "C on libbpf"), ratio => ratio <= 1.2, Text.Ratio));
            targets.Add(Single("start", "NativeAOT ≥ 20 times faster than BCC", time.Ratio("BCC", "C# NativeAOT"), ratio => ratio >= 20, ratio => Text.Number(ratio) + " times"));
        }
        return targets;
    }

    /// <summary>How far two medians may be apart without meaning anything.</summary>
    private static double Noise(Measurement m) => Math.Max(0.03, m.Samples.Values.Max(Statistics.Spread));

    private static Target Each(PartResult part, string name, string metric, string peer, double limit, string wanted, Func<Measurement, double>? noise = null)
    {
        List<(string Subject, double Ratio, double Limit)> ratios =
        [
            .. from m in part.Measurements
               where m.Metric == metric
               let ratio = m.Ratio(Side.CSharp, peer)
               where ratio is not null
               select (m.Subject, ratio.Value, limit + (noise?.Invoke(m) ?? 0)),
        ];
        List<(string, double)> misses = [.. ratios.Where(r => r.Ratio > r.Limit + 1e-9).OrderByDescending(r => r.Ratio).Select(r => (r.Subject, r.Ratio))];
        string reached = $"{ratios.Count - misses.Count} of {ratios.Count}; mean {Text.Ratio(Statistics.GeometricMean(ratios.Select(r => r.Ratio)))}, worst {Text.Ratio(ratios.Max(r => r.Ratio))}";
        return new Target(name, wanted, reached, misses.Count == 0, misses);
    }

    private static Target Single(string part, string wanted, double? ratio, Func<double, bool> isMet, Func<double?, string> show) =>
        new(part, wanted, ratio is null ? "not measured" : show(ratio), ratio is { } value && isMet(value), []);
}
