using System.Globalization;
using BpfSharp.Bench.Kernel;

namespace BpfSharp.Bench.Parts;

/// <summary>Loads both sides of each pair and asks the kernel what they cost it; the states from the verifier's log, on libbpf.</summary>
static class VerifierCost
{
    public static PartResult Run(Workspace workspace)
    {
        string verify = CTool.Build(workspace, "Work/verify.c", "-lbpf");
        Machine machine = Machine.Describe(("clang", ["clang-19", "--version"]), ("libbpf", ["dpkg-query", "-W", "-f", "${Version}", "libbpf-dev"]));
        List<Measurement> measurements = [];
        List<string> notes = [];
        foreach (Pair pair in Pair.CompileAll(workspace))
        {
            SortedDictionary<string, SortedDictionary<string, ProgramCost>> costs = [];
            SortedDictionary<string, Dictionary<string, double>> states = [];
            foreach (var (side, path) in pair.Objects)
            {
                try
                {
                    using LoadedBpfObject loaded = BpfObjectFile.Open(path).Load();
                    costs[side] = new(loaded.Programs.ToDictionary(p => p.Name, ProgramCost.Of));
                }
                catch (BpfException exception)
                {
                    notes.Add($"{pair.Name} in {side} is refused by this kernel: {exception.Message.Split('\n')[0]}");
                }
            }
            foreach (var (side, path) in pair.Objects.Where(o => costs.ContainsKey(o.Key)))
                states[side] = Command.Run(verify, path).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')).ToDictionary(f => f[0], f => double.Parse(f[2], CultureInfo.InvariantCulture));
            foreach (string program in costs.Values.SelectMany(c => c.Keys).Distinct())
            {
                measurements.Add(Collect($"{pair.Name}.{program}", "verified", "instructions", costs, program, c => c.Verified));
                measurements.Add(new($"{pair.Name}.{program}", "states", "states", new(states.ToDictionary(s => s.Key, s => new[] { s.Value[program] }))));
                measurements.Add(Collect($"{pair.Name}.{program}", "machine code", "bytes", costs, program, c => c.MachineCode));
            }
        }
        return new PartResult(DateTime.UtcNow, machine, measurements, notes);
    }

    private static Measurement Collect(
        string subject, string metric, string unit, SortedDictionary<string, SortedDictionary<string, ProgramCost>> costs, string program, Func<ProgramCost, double> choose)
    {
        SortedDictionary<string, double[]> samples = [];
        foreach (var (side, programs) in costs)
            samples[side] = [choose(programs[program])];
        return new Measurement(subject, metric, unit, samples);
    }
}
