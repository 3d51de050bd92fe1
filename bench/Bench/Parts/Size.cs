namespace BpfSharp.Bench.Parts;

/// <summary>Bytes that have to be shipped. Objects are in the code size part.</summary>
static class Size
{
    public static PartResult Run(Workspace workspace)
    {
        string onLibbpf = CTool.Build(workspace, "Start/clone_libbpf.c", "-s", "-lbpf");
        Machine machine = Machine.Describe(
            ("libbpf", ["dpkg-query", "-W", "-f", "${Version}", "libbpf-dev"]), ("libbpf-tools", ["dpkg-query", "-W", "-f", "${Version}", "libbpf-tools"]));
        string tools = Command.Run("dpkg", "-L", "libbpf-tools").Split('\n').First(path => path.EndsWith("sbin/execsnoop", StringComparison.Ordinal) || path.EndsWith("bin/execsnoop", StringComparison.Ordinal));
        string[] shared = [.. Command.Run("ldd", onLibbpf).Split('\n').Where(l => l.Contains("libbpf") || l.Contains("libelf") || l.Contains("libz")).Select(l => l.Split(' ')[2])];
        string package = Directory.GetFiles(workspace.Scratch("package"), "*.nupkg").Single();

        return new PartResult(DateTime.UtcNow, machine,
        [
            Files("clone trace, all of it", new()
            {
                ["C# NativeAOT, one file"] = [workspace.Scratch("start-aot/BpfSharp.Bench.StartAot")],
                ["C on libbpf, with its object, libbpf, libelf and libz"] = [onLibbpf, Pair.Strip(workspace, Side.CPlain, workspace.Scratch("plain/CloneTrace.bpf.o")), .. shared],
                ["C on libbpf, executable and object alone"] = [onLibbpf, workspace.Scratch("stripped/plain/CloneTrace.bpf.o")],
                ["execsnoop of libbpf-tools, executable alone"] = [tools],
            }),
            Files("NuGet package", new() { ["BpfSharp.nupkg"] = [package] }),
        ], []);
    }

    private static Measurement Files(string subject, Dictionary<string, string[]> sides)
    {
        SortedDictionary<string, double[]> samples = [];
        foreach (var (name, files) in sides)
            samples[name] = [files.Sum(f => new FileInfo(new FileInfo(f).ResolveLinkTarget(true)?.FullName ?? f).Length)];
        return new Measurement(subject, "size", "bytes", samples);
    }
}
