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
        if (results.Parts.TryGetValue("events", out PartResult? events))
            targets.AddRange(OfEvents(events));
        if (results.Parts.TryGetValue("maps", out PartResult? maps))
            targets.Add(Each(maps, "maps", "element", Parts.Maps.Libbpf, 1.05, "time ≤ 1.05× of C on libbpf within noise, each operation", Noise));
        if (results.Parts.TryGetValue("probe-cost", out PartResult? probe))
        {
            Measurement added = probe.Measurements.Single(m => m.Metric == "added"), begin = probe.Measurements.Single(m => m.Metric == "start until attached");
            double noise = Noise(added, Parts.ProbeCost.Aot, Parts.ProbeCost.Libbpf);
            targets.Add(Single("probe cost", $"added time of a call equal to C (within {Text.Percent(noise)})", added.Ratio(Parts.ProbeCost.Aot, Parts.ProbeCost.Libbpf), ratio => ratio <= 1 + noise, Text.Ratio));
            targets.Add(Single("start with kprobes", "NativeAOT ≤ 1.2× of C on libbpf", begin.Ratio(Parts.ProbeCost.Aot, Parts.ProbeCost.Libbpf), ratio => ratio <= 1.2, Text.Ratio));
            if (begin.Ratio("BCC", Parts.ProbeCost.Aot) is { } times)
                targets.Add(Single("start with kprobes", "NativeAOT ≥ 20 times faster than BCC", times, ratio => ratio >= 20, ratio => Text.Number(ratio) + " times"));
        }
        if (results.Parts.TryGetValue("build", out PartResult? build))
        {
            Measurement one = Added("1 program"), ten = Added("10 programs"), hundred = Added("100 programs");
            targets.Add(Single("build", "one program ≤ 0.5× of clang with vmlinux.h", one.Ratio(Parts.Build.Added, Parts.Build.Clang), ratio => ratio <= 0.5, Text.Ratio));
            targets.Add(Milliseconds("one program adds ≤ 100 ms to a warm build", one.Median(Parts.Build.Added), 100));
            targets.Add(Milliseconds("one program adds ≤ 60 ms when its object is cached", one.Median(Parts.Build.Warm), 60));
            targets.Add(Single("build", "100 programs take at most 10× as long as 10", hundred.Median(Parts.Build.Added) / ten.Median(Parts.Build.Added), ratio => ratio <= 10, Text.Ratio));

            if (build.Measurements.Find(m => m.Metric == "edit" && m.Samples.ContainsKey(Parts.Edits.WithProgram) && m.Subject.Contains("edited", StringComparison.Ordinal)) is { } edited)
                targets.Add(Milliseconds("`dotnet run` of an edited file in about a second (≤ 1,250 ms)", edited.Median(Parts.Edits.WithProgram), 1250));

            static Target Milliseconds(string wanted, double? reached, double limit) =>
                new("build", wanted, reached is null ? "not measured" : Text.Number(reached) + " ms", reached <= limit, []);

            Measurement Added(string subject) => build.Measurements.Single(m => m.Subject == subject);
        }
        if (results.Parts.TryGetValue("micro", out PartResult? micro) && micro.Measurements.Find(m => m.Subject == "Edit.OneOfAHundredPrograms" && m.Metric == "time") is { } edit)
        {
            double milliseconds = edit.Median(Side.CSharp)!.Value / 1e6;
            targets.Add(new Target("typing", "diagnostics of an edited file among 100 programs in ≤ 50 ms", Text.Number(milliseconds) + " ms", milliseconds <= 50, []));
        }
        return targets;
    }

    private static IEnumerable<Target> OfEvents(PartResult events)
    {
        Measurement[] times = [.. events.Measurements.Where(m => m.Metric == "CPU time" && m.Subject.EndsWith("ready", StringComparison.Ordinal))];
        List<(string Subject, double Ratio)> ratios = [.. times.Select(m => (m.Subject, m.Ratio(Parts.Events.Libbpf, Parts.Events.Reader)!.Value)).OrderBy(r => r.Item2)];
        yield return new Target("events", "events per CPU second ≥ 1.00× of C on libbpf, each size", $"mean {Text.Ratio(Statistics.GeometricMean(ratios.Select(r => r.Ratio)))}, worst {Text.Ratio(ratios[0].Ratio)}",
            ratios[0].Ratio >= 1, [.. ratios.Where(r => r.Ratio < 1)]);
        double lost = Ours("lost").Sum(m => m.Samples.Where(s => s.Key.StartsWith("C#", StringComparison.Ordinal)).Sum(s => s.Value.Sum()));
        yield return new Target("events", "none lost", Text.Number(lost), lost == 0, []);
        double allocated = Ours("allocated").Sum(m => m.Samples[Parts.Events.Reader].Sum());
        yield return new Target("events", "nothing allocated for events", Text.Number(allocated) + " bytes", allocated == 0, []);

        IEnumerable<Measurement> Ours(string metric) => events.Measurements.Where(m => m.Metric == metric);
    }

    private static double Noise(Measurement m, params string[] sides) => Math.Max(0.03, sides.Max(side => Statistics.Spread(m.Samples[side])));

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
