using System.Globalization;

namespace BpfSharp.Bench.Parts;

/// <summary>
/// The probe of clone(2) in a kernel with kprobes, an emulated machine: what it adds to each call, and how long each way
/// takes to attach it.
/// </summary>
static class ProbeCost
{
    public const string Aot = "C# NativeAOT", Libbpf = "C on libbpf", None = "no probe";
    private const string Series = "6.12", Calls = "500";
    private const int Times = 7;

    public static PartResult Run(Workspace workspace)
    {
        string launch = CTool.Build(workspace, "Start/launch.c", "-lutil"), onLibbpf = CTool.Build(workspace, "Start/count_libbpf.c", "-lbpf");
        string cObject = Pair.Compile(Path.Combine(workspace.Start, "clone_count.bpf.c"), workspace.Scratch("clone_count.bpf.o"));
        Machine machine = Machine.Describe(
            ("bpftrace", ["bpftrace", "--version"]), ("BCC", ["dpkg-query", "-W", "-f", "${Version}", "python3-bpfcc"]),
            ("libbpf", ["dpkg-query", "-W", "-f", "${Version}", "libbpf-dev"]), ("clang", ["clang-19", "--version"]), ("QEMU", ["qemu-system-x86_64", "--version"]));
        (string Name, string Command)[] contenders =
        [
            (None, "sh -c 'echo ready; exec sleep 100'"),
            (Aot, workspace.Scratch("start-aot/BpfSharp.Bench.StartAot") + " count"),
            ("C# JIT", Path.Combine(workspace.Root, "artifacts/bin/BpfSharp.Bench.Start/release/BpfSharp.Bench.Start") + " count"),
            (Libbpf, $"{onLibbpf} {cObject}"),
            ("bpftrace", $"-g bpftrace {Path.Combine(workspace.Start, "clone_count.bt")}"),
            ("BCC", $"/usr/bin/python3 {Path.Combine(workspace.Start, "clone_count_bcc.py")}"),
        ];
        List<string> notes =
        [
            $"Kernel {Series} in QEMU without hardware support (TCG): its times are no machine's, only their ratios say something.",
            "The calls measured are refused by the kernel (flags that contradict each other): the probe runs in full, and the noise of making processes is not in it.",
            "bpftrace counts in a per-CPU map; the others in a hash that all CPUs share.",
        ];

        string script = workspace.Scratch("probe-cost.sh");
        File.WriteAllText(script, string.Concat(Enumerable.Range(0, Times).SelectMany(round => Rounds.Turns(round, contenders))
            .Select(c => $"echo \"{c.Name}: $({launch} -m {Calls} {c.Command} 2>&1 | tail -1)\"\n")));
        string? headers = Environment.GetEnvironmentVariable("BCC_KERNEL_SOURCE");
        string output = Command.Run([
            Path.Combine(workspace.Root, "eng/vm/run"), Series, "-c", "1", "-t", "1500",
            "-e", "DOTNET_ROOT=" + Environment.GetEnvironmentVariable("DOTNET_ROOT"), .. headers is null ? (string[])[] : ["-e", "BCC_KERNEL_SOURCE=" + headers],
            "--", "sh", script]);

        Rounds rounds = new();
        HashSet<string> broken = [];
        foreach (string[] line in output.Split('\n').Select(l => l.Split(": ", 2)).Where(l => l.Length == 2 && contenders.Any(c => c.Name == l[0])))
        {
            if (!IsResult(line[1], out double[] result))
            {
                if (broken.Add(line[0]))
                    notes.Add($"{line[0]} does not run there: {line[1].Trim()}");
                continue;
            }
            rounds.Add("clone", "call", "ns", line[0], result[3]);
            if (line[0] == None)
                continue;
            rounds.Add("clone", "start until attached", "ms", line[0], Math.Round(result[0] / 1000, 2));
            rounds.Add("clone", "resident memory", "MB", line[0], Math.Round(result[1] / 1024, 2));
        }
        List<Measurement> measurements = rounds.Collect();
        // A round's sides are added by what the round without a probe took.
        Measurement call = measurements.Single(m => m.Metric == "call");
        double without = call.Median(None)!.Value;
        measurements.Add(new Measurement("clone", "added", "ns", new(call.Samples.Where(s => s.Key != None)
            .ToDictionary(s => s.Key, s => s.Value.Select((sample, i) => Math.Round(sample - (call.Samples[None].Length == s.Value.Length ? call.Samples[None][i] : without), 2)).ToArray()))));
        return new PartResult(DateTime.UtcNow, machine, measurements, notes);
    }

    private static bool IsResult(string text, out double[] result)
    {
        result = [.. text.Split(' ').Select(t => double.TryParse(t, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
        return result.Length == 4 && !result.Any(double.IsNaN);
    }
}
