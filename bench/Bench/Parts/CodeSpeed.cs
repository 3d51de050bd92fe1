using BpfSharp.Bench.Kernel;

namespace BpfSharp.Bench.Parts;

/// <summary>Time of one run, for programs that the kernel runs on request; the sides take turns.</summary>
static class CodeSpeed
{
    private const int Rounds = 21;
    private const double NanosecondsPerSample = 10_000_000;
    private static readonly int[] s_lengths = [64, 100, 300, 64, 1400, 100];

    public static PartResult Run(Workspace workspace)
    {
        Machine machine = Machine.Describe(("clang", ["clang-19", "--version"]));
        List<Measurement> measurements = [];
        List<string> notes = [];
        foreach (Pair pair in Pair.CompileAll(workspace))
        {
            var files = pair.Objects.ToDictionary(o => o.Key, o => BpfObjectFile.Open(o.Value));
            if (!files[Side.CSharp].Programs.All(p => p.Section is "socket" or "xdp"))
                continue;
            foreach (BpfProgramInfo program in files[Side.CSharp].Programs)
                measurements.Add(Measure(pair, program.Name, files));
        }
        notes.Add("Tracing programs are not here: the kernel does not run them repeatedly on request.");
        return new PartResult(DateTime.UtcNow, machine, measurements, notes);
    }

    private static Measurement Measure(Pair pair, string program, Dictionary<string, BpfObjectFile> files)
    {
        CheckSameResults(pair, program, files);
        var loaded = files.ToDictionary(f => f.Key, f => f.Value.Load());
        try
        {
            SortedDictionary<string, double[]> samples = [];
            foreach (var (side, side0) in loaded)
            {
                Input.Prepare(side0);
                samples[side] = new double[Rounds];
            }
            byte[] packet = Input.PacketOf(64);
            double first = TestRun.Time(loaded[Side.CSharp].Programs[program], packet, 20_000);
            int repeat = (int)Math.Clamp(NanosecondsPerSample / Math.Max(first, 1), 1_000, 1_000_000);
            for (int round = 0; round < Rounds; round++)
            {
                // Every other round backwards: no side is always the one behind another.
                foreach (string side in round % 2 == 0 ? samples.Keys : samples.Keys.Reverse())
                    samples[side][round] = TestRun.Time(loaded[side].Programs[program], packet, repeat);
            }
            return new Measurement($"{pair.Name}.{program}", "run", "ns", samples);
        }
        finally
        {
            foreach (LoadedBpfObject side in loaded.Values)
                side.Dispose();
        }
    }

    /// <summary>A comparison of programs that do not do the same is worth nothing.</summary>
    private static void CheckSameResults(Pair pair, string program, Dictionary<string, BpfObjectFile> files)
    {
        Dictionary<string, string> results = [];
        foreach (var (side, file) in files)
        {
            using LoadedBpfObject loaded = file.Load();
            Input.Prepare(loaded);
            results[side] = string.Join(' ', s_lengths.Select(length => loaded.Programs[program].TestRun(Input.PacketOf(length)).ReturnValue));
        }
        if (results.Values.Distinct().Count() > 1)
            throw new InvalidDataException($"{pair.Name}.{program} does not do the same on all sides: {string.Join("; ", results.Select(r => $"{r.Key}: {r.Value}"))}");
    }
}
