using System.Globalization;
using System.Text;
using BpfSharp.Bench.Parts;

namespace BpfSharp.Bench.Report;

/// <summary>The parts that are timed in user space.</summary>
static partial class Sections
{
    private static void Events(StringBuilder page, PartResult part, Plots plots)
    {
        page.Append("""
            Events per second of the reader's CPU time. *Ready*: the buffer holds 2,048 events when reading begins, and the clock
            stands while the next are made. *Live*: another thread makes them meanwhile, and the reader waits for them with
            `Wait` or `ring_buffer__poll`; waking up is most of that time, and how often it happens is the scheduler's affair.


            """);
        page.Append("| | million events/s | spread | by C on libbpf | events | lost | allocated bytes |\n|---|--:|--:|--:|--:|--:|--:|\n");
        Measurement[] rows = [.. part.Measurements.Where(m => m.Metric == "CPU time").OrderBy(m => m.Subject.EndsWith("live", StringComparison.Ordinal)).ThenBy(m => int.Parse(m.Subject.Split(' ')[0], CultureInfo.InvariantCulture))];
        foreach (Measurement m in rows)
        {
            foreach (string side in m.Samples.Keys.OrderBy(s => m.Median(s)))
            {
                page.Append(Text.Row(m.Subject + ": " + side, Text.Number(Math.Round(1000 / m.Median(side)!.Value, 1)), "± " + Text.Percent(Statistics.Spread(m.Samples[side])),
                    Text.Ratio(m.Ratio(Parts.Events.Libbpf, side)), Total("events"), Total("lost"), Total("allocated")));

                string Total(string metric) => Text.Number(part.Measurements.Single(o => o.Subject == m.Subject && o.Metric == metric).Samples[side].Sum());
            }
        }
        page.Append("\nC on libbpf allocates nothing for an event; it is not measured. `await foreach` allocates for the stream, not for events.\n\n").Append(plots.Save("events", "Events per second of CPU time", BarChart.Draw("Million events per second of CPU time",
            [.. rows.SelectMany(m => m.Samples.Keys.OrderBy(s => m.Median(s)).Select(s => new BarChart.Bar(m.Subject.Replace(" bytes", "") + ": " + s, 1000 / m.Median(s)!.Value, Text.Number(Math.Round(1000 / m.Median(s)!.Value, 1)))))])));
    }

    private static void Maps(StringBuilder page, PartResult part, Plots plots)
    {
        page.Append("Nanoseconds for one element of a hash map with so many. What inserting in batches allocates are the arrays of keys and values that the measurement makes.\n\n");
        page.Append("| | C# | C on libbpf | C, two threads | C, batches | by C | by C, two threads | by C in batches | spread | allocated bytes per 1,000 |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        Measurement[] rows = [.. part.Measurements.Where(m => m.Metric == "element").OrderByDescending(m => m.Ratio(Parts.Maps.CSharp, Parts.Maps.Libbpf) ?? 0)];
        foreach (Measurement m in rows)
        {
            double entries = double.Parse(m.Subject.Split(", ")[1], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
            double allocated = part.Measurements.Single(o => o.Subject == m.Subject && o.Metric == "allocated").Median(Parts.Maps.CSharp)!.Value;
            page.Append(Text.Row(m.Subject, Text.Number(m.Median(Parts.Maps.CSharp)), Text.Number(m.Median(Parts.Maps.Libbpf)), Text.Number(m.Median(Parts.Maps.LibbpfThreads)), Text.Number(m.Median(Parts.Maps.LibbpfBatch)),
                Text.Ratio(m.Ratio(Parts.Maps.CSharp, Parts.Maps.Libbpf)), Text.Ratio(m.Ratio(Parts.Maps.CSharp, Parts.Maps.LibbpfThreads)), Text.Ratio(m.Ratio(Parts.Maps.CSharp, Parts.Maps.LibbpfBatch)),
                "± " + Text.Percent(m.Samples.Values.Max(Statistics.Spread)), Text.Number(Math.Round(allocated / entries * 1000, 1))));
        }
        page.Append('\n').Append(plots.Save("maps", "Map operations, C# by C on libbpf", BarChart.Draw("Map operations, C# by C on libbpf", [.. rows
            .Select(m => (m.Subject, Ratio: m.Ratio(Parts.Maps.CSharp, Parts.Maps.Libbpf)))
            .Where(m => m.Ratio is not null)
            .Select(m => new BarChart.Bar(m.Subject, m.Ratio!.Value, Text.Ratio(m.Ratio)))], 1.05)));
    }

    private static void ProbeCost(StringBuilder page, PartResult part, Plots plots)
    {
        Measurement call = Of("call"), added = Of("added"), start = Of("start until attached"), resident = Of("resident memory");
        page.Append(CultureInfo.InvariantCulture, $"A return probe of `__x64_sys_clone` that counts the calls of each process. A call without it takes {Text.Number(call.Median(Parts.ProbeCost.None))} ns.\n\n");
        page.Append("| | added ns | spread | by C on libbpf | start until attached, ms | by C on libbpf | resident MB |\n|---|--:|--:|--:|--:|--:|--:|\n");
        string[] sides = [.. added.Samples.Keys.OrderBy(s => added.Median(s))];
        foreach (string side in sides)
        {
            page.Append(Text.Row(side, Text.Number(added.Median(side)), "± " + Text.Percent(Statistics.Spread(added.Samples[side])), Text.Ratio(added.Ratio(side, Parts.ProbeCost.Libbpf)),
                Text.Number(start.Median(side)), Text.Ratio(start.Ratio(side, Parts.ProbeCost.Libbpf)), Text.Number(resident.Median(side))));
        }
        page.Append('\n').Append(plots.Save("probe-cost", "Nanoseconds that a probe adds to a call", BarChart.Draw("Nanoseconds that the probe adds to a call",
            [.. sides.Select(s => new BarChart.Bar(s, added.Median(s)!.Value, Text.Number(added.Median(s))))])));

        Measurement Of(string metric) => part.Measurements.Single(m => m.Metric == metric);
    }

    private static void Build(StringBuilder page, PartResult part, Plots plots)
    {
        page.Append("Milliseconds that programs add to a build; each is the clone trace.\n\n");
        Measurement[] rows = [.. part.Measurements.Where(m => m.Metric == "added").OrderBy(m => int.Parse(m.Subject.Split(' ')[0], CultureInfo.InvariantCulture))];
        string[] sides = [.. rows.SelectMany(m => m.Samples.Keys).Distinct()];
        page.Append("| |").Append(string.Concat(rows.Select(m => $" {m.Subject} | by clang | spread |"))).Append("\n|---|").Append(string.Concat(rows.Select(_ => "--:|--:|--:|"))).Append('\n');
        foreach (string side in sides)
        {
            page.Append(Text.Row([side, .. rows.SelectMany(m => m.Samples.TryGetValue(side, out double[]? samples)
                ? (string[])[Text.Number(m.Median(side)), Text.Ratio(m.Ratio(side, Parts.Build.Clang)), "± " + Text.Percent(Statistics.Spread(samples))]
                : ["", "", ""])]));
        }
        page.Append('\n').Append(plots.Save("build", "Time added to a build", BarChart.Draw("Milliseconds that programs add to a build (logarithmic)",
            [.. rows.SelectMany(m => m.Samples.Keys.Select(s => new BarChart.Bar($"{m.Subject}: {s}", Math.Max(1, m.Median(s)!.Value), Text.Number(m.Median(s)))))], isLogarithmic: true)));
        Edits(page, part);
    }

    private static void Edits(StringBuilder page, PartResult part)
    {
        Measurement[] edits = [.. part.Measurements.Where(m => m.Metric == "edit")];
        if (edits.Length == 0)
            return;
        page.Append("### Waiting for an edit\n\n| | | ms | spread |\n|---|---|--:|--:|\n");
        foreach (Measurement m in edits)
        {
            foreach (string side in m.Samples.Keys)
                page.Append(Text.Row(m.Subject, side, Text.Number(m.Median(side)), "± " + Text.Percent(Statistics.Spread(m.Samples[side]))));
        }
        page.Append('\n');
    }

    private static void Micro(StringBuilder page, PartResult part, Plots plots)
    {
        page.Append("No peer: to be held against figures of before (`eng/bench --against FILE micro`).\n\n| | ns | spread | allocated bytes |\n|---|--:|--:|--:|\n");
        foreach (Measurement m in part.Measurements.Where(m => m.Metric == "time"))
        {
            page.Append(Text.Row(m.Subject, Text.Number(m.Median(Side.CSharp)), "± " + Text.Percent(Statistics.Spread(m.Samples[Side.CSharp])),
                Text.Number(part.Measurements.Single(o => o.Subject == m.Subject && o.Metric == "allocated").Median(Side.CSharp))));
        }
        page.Append('\n');
    }
}
