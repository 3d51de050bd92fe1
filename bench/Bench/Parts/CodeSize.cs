namespace BpfSharp.Bench.Parts;

/// <summary>Instructions of each program and bytes of each object.</summary>
static class CodeSize
{
    public static PartResult Run(Workspace workspace)
    {
        Machine machine = Machine.Describe(("clang", ["clang-19", "--version"]));
        List<Measurement> measurements = [];
        foreach (Pair pair in Pair.CompileAll(workspace))
        {
            var files = pair.Objects.ToDictionary(o => o.Key, o => BpfObjectFile.Open(o.Value));
            foreach (BpfProgramInfo program in files[Side.CSharp].Programs)
            {
                measurements.Add(new($"{pair.Name}.{program.Name}", "instructions", "instructions",
                    Each(files, file => file.Programs.Single(p => p.Name == program.Name).InstructionCount)));
            }
            measurements.Add(new(pair.Name, "object size", "bytes", Each(pair.Objects, (side, path) =>
                // Ours as it is embedded, clang's without its debug information.
                new FileInfo(side == Side.CSharp ? path : Pair.Strip(workspace, side, path)).Length)));
        }
        return new PartResult(DateTime.UtcNow, machine, measurements, []);
    }

    private static SortedDictionary<string, double[]> Each<T>(IReadOnlyDictionary<string, T> sides, Func<T, double> measure) => Each(sides, (_, value) => measure(value));

    private static SortedDictionary<string, double[]> Each<T>(IReadOnlyDictionary<string, T> sides, Func<string, T, double> measure)
    {
        SortedDictionary<string, double[]> samples = [];
        foreach (var (side, value) in sides)
            samples[side] = [measure(side, value)];
        return samples;
    }
}
