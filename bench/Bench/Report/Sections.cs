using System.Text;

namespace BpfSharp.Bench.Report;

/// <summary>A section of the page for each part.</summary>
static partial class Sections
{
    public static readonly (string Part, string Title, Action<StringBuilder, PartResult, Plots> Write)[] All =
    [
        ("code-size", "Code size", CodeSize),
        ("verifier", "Verifier cost", Verifier),
        ("code-speed", "Code speed", CodeSpeed),
        ("events", "Events", Events),
        ("maps", "Maps", Maps),
        ("probe-cost", "Cost of a probe, and start with kprobes", ProbeCost),
        ("start", "Start", Start),
        ("build", "Build", Build),
        ("size", "Size of what is shipped", Size),
        ("micro", "Our own hot paths", Micro),
    ];

    private static void CodeSize(StringBuilder page, PartResult part, Plots plots)
    {
        page.Append("""
            Instructions of each program as the object has them (`lddw` counts as two, as it takes two slots), clang with
            `-O2 -mcpu=v3`. *Same checks* is C that counts the same traps and losses and clears the same records; *idiomatic*
            is C with only the checks that the verifier demands.


            """);
        Compare(page, part, "instructions", plots, "code-size", "Instructions, C# by C with the same checks", 1.0);
        page.Append("### Objects\n\nBytes; ours as it is embedded, with BTF, CO-RE and source lines; clang's after `llvm-strip -g`.\n\n");
        Compare(page, part, "object size", plots, "object-size", "Object size, C# by C with the same checks", 1.05);
    }

    private static void Verifier(StringBuilder page, PartResult part, Plots plots)
    {
        page.Append("Instructions that the verifier went through, all paths together (`bpf_prog_info.verified_insns`).\n\n");
        Compare(page, part, "verified", plots, "verifier", "Verified instructions, C# by C with the same checks", 1.05);
        page.Append("### States\n\nStates that the verifier kept, all in all (`total_states` of its log).\n\n");
        Compare(page, part, "states", plots, "verifier-states", "States of the verifier, C# by C with the same checks", 1.05);
        page.Append("### Machine code\n\nBytes that the kernel's JIT compiler made of each program.\n\n");
        Compare(page, part, "machine code", plots, "machine-code", "Bytes of machine code, C# by C with the same checks", 1.0);
    }

    private static void CodeSpeed(StringBuilder page, PartResult part, Plots plots)
    {
        page.Append("""
            Nanoseconds of one `BPF_PROG_TEST_RUN`, of many in one call, by the CPU time of the thread; the call's own share is
            in it on all sides. Before, the programs' results on six packets are compared: pairs that differ fail the run.


            """);
        Compare(page, part, "run", plots, "code-speed", "Time of one run, C# by C with the same checks", 1.0);
    }

    private static void Start(StringBuilder page, PartResult part, Plots plots)
    {
        page.Append("From the start of the process until every probe is attached, and the memory then. The clone trace: one tracepoint, a ring buffer, a hash.\n\n");
        Measurement time = part.Measurements.Single(m => m.Metric == "start until attached");
        Measurement resident = part.Measurements.Single(m => m.Metric == "resident memory"), peak = part.Measurements.Single(m => m.Metric == "peak memory");
        string[] names = [.. time.Samples.Keys.OrderBy(name => time.Median(name))];
        page.Append("| | ms | spread | by C on libbpf | resident MB | peak MB |\n|---|--:|--:|--:|--:|--:|\n");
        foreach (string name in names)
        {
            page.Append(Text.Row(name, Text.Number(time.Median(name)), "± " + Text.Percent(Statistics.Spread(time.Samples[name])), Text.Ratio(time.Ratio(name, "C on libbpf")),
                Text.Number(resident.Median(name)), Text.Number(peak.Median(name))));
        }
        page.Append('\n').Append(plots.Save("start", "Start until attached", BarChart.Draw(
            "Milliseconds until attached (logarithmic)", [.. names.Select(n => new BarChart.Bar(n, time.Median(n)!.Value, Text.Number(time.Median(n)) + " ms"))], isLogarithmic: true)));
    }

    private static void Size(StringBuilder page, PartResult part, Plots plots)
    {
        page.Append("| | kB |\n|---|--:|\n");
        foreach (Measurement m in part.Measurements)
        {
            foreach (string name in m.Samples.Keys)
                page.Append(Text.Row($"{m.Subject}: {name}", Text.Number(Math.Round(m.Median(name)!.Value / 1000))));
        }
        page.Append('\n');
    }

    /// <summary>A table of all sides with both ratios, largest ratio first, and a plot of those against the same checks.</summary>
    private static void Compare(StringBuilder page, PartResult part, string metric, Plots plots, string plot, string title, double limit)
    {
        List<Measurement> rows = [.. part.Measurements.Where(m => m.Metric == metric).OrderByDescending(m => m.Ratio(Side.CSharp, Side.CSame) ?? 0).ThenBy(m => m.Subject, StringComparer.Ordinal)];
        if (rows.Count == 0)
        {
            page.Append("Not measured yet.\n\n");
            return;
        }
        bool isSampled = rows.Any(m => m.Samples.Values.Any(s => s.Length > 1));
        page.Append($"| | {Side.CSharp} | {Side.CSame} | {Side.CPlain} | by same checks | by idiomatic |{(isSampled ? " spread |" : "")}\n|---|--:|--:|--:|--:|--:|{(isSampled ? "--:|" : "")}\n");
        foreach (Measurement m in rows)
        {
            string[] cells =
            [
                m.Subject, Text.Number(m.Median(Side.CSharp)), Text.Number(m.Median(Side.CSame)), Text.Number(m.Median(Side.CPlain)),
                Text.Ratio(m.Ratio(Side.CSharp, Side.CSame)), Text.Ratio(m.Ratio(Side.CSharp, Side.CPlain)),
            ];
            page.Append(Text.Row(isSampled ? [.. cells, "± " + Text.Percent(m.Samples.Values.Max(Statistics.Spread))] : cells));
        }
        page.Append(Text.Row([.. (string[])["geometric mean", "", "", "", Mean(rows, Side.CSame), Mean(rows, Side.CPlain)], .. isSampled ? (string[])[""] : []])).Append('\n');
        page.Append(plots.Save(plot, title, BarChart.Draw(title, [.. rows
            .Select(m => (m.Subject, Ratio: m.Ratio(Side.CSharp, Side.CSame)))
            .Where(m => m.Ratio is not null)
            .Select(m => new BarChart.Bar(m.Subject, m.Ratio!.Value, Text.Ratio(m.Ratio)))], limit)));
    }

    private static string Mean(List<Measurement> rows, string peer) =>
        Text.Ratio(Statistics.GeometricMean(rows.Select(m => m.Ratio(Side.CSharp, peer)).OfType<double>()));
}
