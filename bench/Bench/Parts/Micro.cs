using System.Globalization;

namespace BpfSharp.Bench.Parts;

/// <summary>Our own hot paths by BenchmarkDotNet, without a peer: to be compared with figures of before.</summary>
static class Micro
{
    public static PartResult Run(Workspace workspace)
    {
        Machine machine = Machine.Describe(("BenchmarkDotNet", ["grep", "BenchmarkDotNet", Path.Combine(workspace.Root, "Directory.Packages.props")]));
        string results = workspace.Scratch("micro.tsv");
        File.WriteAllText(workspace.Scratch("micro.log"), Command.Run(workspace.Micro, "run", workspace.Root, results));
        List<Measurement> measurements = [];
        foreach (string[] fields in File.ReadLines(results).Select(l => l.Split('\t')))
        {
            measurements.Add(new(fields[0], "time", "ns", new() { [Side.CSharp] = Numbers(fields[2..]) }));
            measurements.Add(new(fields[0], "allocated", "bytes", new() { [Side.CSharp] = Numbers([fields[1]]) }));
        }
        return new PartResult(DateTime.UtcNow, machine, measurements, ["Wall time, in one process, after warming up."]);
    }

    private static double[] Numbers(string[] texts) => [.. texts.Select(t => double.Parse(t, CultureInfo.InvariantCulture))];
}
