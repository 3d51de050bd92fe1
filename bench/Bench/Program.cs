using BpfSharp.Bench;
using BpfSharp.Bench.Parts;
using BpfSharp.Bench.Report;

// BpfSharp.Bench REPOSITORY [--against FILE] PART…: measures the parts and writes the page; without parts it only writes the page.
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: BpfSharp.Bench REPOSITORY [--against FILE] PART…");
    return 2;
}
Workspace workspace = new(args[0]);
string[] rest = args[1..];
Results? before = null;
if (rest is ["--against", var file, ..])
{
    before = Results.Read(file);
    rest = rest[2..];
}

Results results = File.Exists(workspace.ResultsFile) ? Results.Read(workspace.ResultsFile) : new();
foreach (string part in rest)
{
    Console.WriteLine($"measuring {part}");
    results.Parts[part] = part switch
    {
        "code-size" => CodeSize.Run(workspace),
        "verifier" => VerifierCost.Run(workspace),
        "code-speed" => CodeSpeed.Run(workspace),
        "start" => Start.Run(workspace),
        "size" => Size.Run(workspace),
        "events" => Events.Run(workspace),
        "maps" => Maps.Run(workspace),
        "probe-cost" => ProbeCost.Run(workspace),
        "build" => Build.Run(workspace),
        "micro" => Micro.Run(workspace),
        _ => throw new ArgumentException($"no part {part}"),
    };
    results.Write(workspace.ResultsFile);
}
Page.Write(workspace, results, Reasons.Read(Path.Combine(workspace.Root, "bench/reasons.tsv")));
foreach (Target target in Targets.Judge(results))
    Console.WriteLine($"{(target.IsMet ? "met   " : "MISSED")}  {target.Part}: {target.Wanted}: {target.Reached}");
return before is not null && Baseline.Compare(before, results, rest) > 0 ? 1 : 0;
