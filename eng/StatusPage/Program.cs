using BpfSharp.StatusPage;

// BpfSharp.StatusPage REPOSITORY RUNFOLDER [--accept | --check] [--partial]: see eng/scorecard.
if (args.Length < 2 || args.Skip(2).Except(["--accept", "--check", "--partial"]).Any())
{
    Console.Error.WriteLine("usage: BpfSharp.StatusPage REPOSITORY RUNFOLDER [--accept | --check] [--partial]");
    return 2;
}
bool accept = args.Contains("--accept"), onlyChecks = args.Contains("--check"), isPartial = args.Contains("--partial");
string docs = Path.Combine(args[0], "docs"), file = Path.Combine(docs, "status.json");

Catalogue catalogue = Catalogue.Read(Path.Combine(args[0], "eng/StatusPage"));
List<Target> places = Directory.Exists(args[1]) ? RunFolder.Read(args[1]) : [];
string[] visited = [.. places.Select(p => p.Name)];
Console.WriteLine(places.Count == 0
    ? $"No reports in {args[1]}: the page is written from {file} alone."
    : $"Reports of {string.Join(", ", places.Select(p => $"{p.Name} ({p.Results.Count} tests)"))}.");

// A suite that died says nothing about the rows that its tests prove, and is a failure of its own in eng/test's summary.
isPartial |= onlyChecks && places.Exists(p => p.Problems.Count > 0);
Status status;
try
{
    status = Judge.Of(catalogue, places, isPartial);
}
catch (InvalidDataException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
foreach (string page in Directory.GetFiles(Path.Combine(docs, "diagnostics"), "BPF*.md"))
    _ = status["diagnostic", Path.GetFileNameWithoutExtension(page)];

if (Status.Read(file) is { } before)
{
    List<string> losses = accept ? [] : History.FindLosses(before, status, visited, isPartial, countsFailures: !onlyChecks);
    foreach (string loss in losses)
        Console.WriteLine("LOST: " + loss);
    if (onlyChecks)
    {
        int added = History.CountNew(before, status);
        Console.WriteLine($"{losses.Count} rows of docs/status.md were lost, {added} are new"
            + (losses.Count + added > 0 ? ". eng/scorecard --accept writes it again from this run." : "."));
        return losses.Count > 0 ? 1 : 0;
    }
    if (losses.Count > 0)
    {
        Console.WriteLine($"{losses.Count} rows that worked no longer do; nothing was written. If that is meant: eng/scorecard --accept.");
        return 1;
    }
    History.CarryOver(before, status, visited, isPartial);
}
status.Write(file);
new Page(status, catalogue, Peers.Open(Path.Combine(docs, "peers.json")), docs).Write();
Console.WriteLine($"{status.Rows.Count(r => r.Works)} of {status.Rows.Count} rows work. Wrote docs/status.md.");
return 0;
