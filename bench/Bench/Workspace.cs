namespace BpfSharp.Bench;

/// <summary>Where things are; the first argument of the program is the repository.</summary>
sealed record Workspace(string Root)
{
    public string Pairs => Path.Combine(Root, "bench/Pairs");
    public string Start => Path.Combine(Root, "bench/Start");
    public string Work => Path.Combine(Root, "artifacts/bin/BpfSharp.Bench.Work/release");
    public string Micro => Path.Combine(Root, "artifacts/bin/BpfSharp.Bench.Micro/release/BpfSharp.Bench.Micro");
    public string PairObjects => Path.Combine(Root, "artifacts/bin/BpfSharp.Bench.Pairs/release");
    public string Docs => Path.Combine(Root, "docs");
    public string ResultsFile => Path.Combine(Docs, "benchmarks.json");

    /// <summary>A place for what is made on the way.</summary>
    public string Scratch(string name)
    {
        string path = Path.Combine(Root, "artifacts/bench", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
