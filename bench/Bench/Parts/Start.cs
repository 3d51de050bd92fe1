using System.Globalization;

namespace BpfSharp.Bench.Parts;

/// <summary>The clone trace as a tool, in five ways, and a tool of libbpf-tools: from the start of the process until every probe is attached.</summary>
static class Start
{
    private const int Rounds = 15;

    private sealed record Contender(string Name, string[] Command);

    public static PartResult Run(Workspace workspace)
    {
        string launch = CTool.Build(workspace, "Start/launch.c", "-lutil"), onLibbpf = CTool.Build(workspace, "Start/clone_libbpf.c", "-lbpf");
        Pair pair = Pair.CompileAll(workspace).Single(p => p.Name == "CloneTrace");
        string cObject = Pair.Strip(workspace, Side.CPlain, pair.Objects[Side.CPlain]);
        Machine machine = Machine.Describe(
            ("bpftrace", ["bpftrace", "--version"]), ("BCC", ["dpkg-query", "-W", "-f", "${Version}", "python3-bpfcc"]),
            ("libbpf-tools", ["dpkg-query", "-W", "-f", "${Version}", "libbpf-tools"]), ("libbpf", ["dpkg-query", "-W", "-f", "${Version}", "libbpf-dev"]), ("clang", ["clang-19", "--version"]));

        List<Contender> contenders =
        [
            new("C# NativeAOT", [workspace.Scratch("start-aot/BpfSharp.Bench.StartAot")]),
            new("C# JIT", [Path.Combine(workspace.Root, "artifacts/bin/BpfSharp.Bench.Start/release/BpfSharp.Bench.Start")]),
            new("C on libbpf", [onLibbpf, cObject]),
            new("execsnoop of libbpf-tools", ["-w", "PCOMM", "/usr/sbin/execsnoop"]),
            new("bpftrace", ["-t", "bpftrace", Path.Combine(workspace.Start, "clone.bt")]),
            new("BCC", ["/usr/bin/python3", Path.Combine(workspace.Start, "clone_bcc.py")]),
        ];
        List<string> notes =
        [
            "bpftrace says nothing once it is attached: its time ends with its first event, of which one was made every millisecond.",
            "execsnoop is another tool: three programs and a hash; it prints the head of its table once it is attached.",
            "BCC needs kernel headers also for a tracepoint. Where the running kernel has none, the distribution's are used.",
            "C# JIT is the executable of a framework-dependent Release build with the default settings.",
        ];

        Dictionary<string, List<double[]>> runs = [];
        foreach (Contender contender in contenders)
        {
            try
            {
                Measure(launch, contender); // warms the page cache, and shows whether it works here at all
                runs[contender.Name] = [];
            }
            catch (InvalidOperationException exception)
            {
                notes.Add($"{contender.Name} does not run here: {exception.Message.Trim().Split('\n')[^1]}");
            }
        }
        for (int round = 0; round < Rounds; round++)
        {
            foreach (Contender contender in contenders.Where(c => runs.ContainsKey(c.Name)))
                runs[contender.Name].Add(Measure(launch, contender));
        }
        return new PartResult(DateTime.UtcNow, machine,
        [
            Collect("start until attached", "ms", 0, 1e-3), Collect("resident memory", "MB", 1, 1 / 1024.0), Collect("peak memory", "MB", 2, 1 / 1024.0),
        ], notes);

        Measurement Collect(string metric, string unit, int index, double scale)
        {
            SortedDictionary<string, double[]> samples = [];
            foreach (var (name, values) in runs)
                samples[name] = [.. values.Select(v => Math.Round(v[index] * scale, 3))];
            return new Measurement("clone trace", metric, unit, samples);
        }
    }

    private static double[] Measure(string launch, Contender contender) =>
        [.. Command.Run([launch, .. contender.Command]).Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
}
