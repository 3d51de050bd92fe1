using System.Globalization;
using System.Text;

namespace BpfSharp.Bench.Report;

/// <summary>docs/benchmarks.md and its plots, from the figures alone.</summary>
static class Page
{
    public static void Write(Workspace workspace, Results results, Reasons reasons)
    {
        StringBuilder page = new();
        page.Append("""
            # Benchmarks

            Written by `eng/bench`, which measures everything again; do not edit. `eng/bench code-size` does one part,
            `eng/bench --against FILE` compares with figures of before. Every single figure is in
            [benchmarks.json](benchmarks.json). The programs are in [bench/Pairs](../bench/Pairs), each in C# and in C.

            Ratios say how much of it C# needs: below 1.00× it needs less. Where time is measured, the sides take turns, and
            a ratio is the median over the turns, so that what else the machine does strikes both.


            """);
        WriteTargets(page, results, reasons);
        foreach (var (name, title, write) in Sections.All)
        {
            if (!results.Parts.TryGetValue(name, out PartResult? part))
            {
                page.Append(CultureInfo.InvariantCulture, $"## {title}\n\nNot measured yet: `eng/bench {name}`.\n\n");
                continue;
            }
            page.Append(CultureInfo.InvariantCulture, $"## {title}\n\n");
            write(page, part, new Plots(workspace));
            WriteMachine(page, part);
        }
        page.Append("""
            ## Not measured

            A parser of real packets: `ParseHeaders` parses bytes in a map.

            """);
        File.WriteAllText(Path.Combine(workspace.Docs, "benchmarks.md"), page.ToString());
    }

    private static void WriteTargets(StringBuilder page, Results results, Reasons reasons)
    {
        List<Target> targets = Targets.Judge(results);
        page.Append("| | to reach | reached | |\n|---|---|---|---|\n");
        foreach (Target target in targets)
            page.Append(Text.Row(target.Part, target.Wanted, target.Reached, target.IsMet ? "met" : "**missed**"));
        page.Append('\n');
        foreach (Target target in targets.Where(t => t.Misses.Count > 0))
        {
            page.Append(CultureInfo.InvariantCulture, $"Missed by ({target.Part}):\n\n| | | reason |\n|---|--:|---|\n");
            foreach (var (subject, ratio) in target.Misses)
                page.Append(Text.Row(subject, Text.Ratio(ratio), reasons.Of(target.Part, subject)));
            page.Append('\n');
        }
    }

    private static void WriteMachine(StringBuilder page, PartResult part)
    {
        foreach (string note in part.Notes)
            page.Append(CultureInfo.InvariantCulture, $"- {note}\n");
        Machine m = part.Machine;
        string versions = string.Join(", ", m.Versions.Select(v => $"{v.Key} {v.Value}"));
        string load = m.Load > 0.5 ? $" Others were at work on this machine: {m.Load.ToString(CultureInfo.InvariantCulture)} runnable processes per CPU." : "";
        page.Append(CultureInfo.InvariantCulture, $"- Measured {part.When:yyyy-MM-dd} on {m.Cpus} CPUs ({m.Processor}), {m.MemoryGigabytes} GB, Linux {m.Kernel}, {m.Distribution}, {m.DotNet}, {versions}.{load}\n\n");
    }
}
