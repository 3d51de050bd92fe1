using BpfSharp.TestReport;

// BpfSharp.TestReport RUNFOLDER TABLEFOLDER [--accept] [--partial] [--lost-rows N]: see docs/testing.md.
string[] options = args.Length < 2 ? ["?"] : args[2..];
int lostRows = 0;
if (options is [.. var others, "--lost-rows", var number] && int.TryParse(number, out lostRows))
    options = others;
if (options.Except(["--accept", "--partial"]).Any())
{
    Console.Error.WriteLine("usage: BpfSharp.TestReport RUNFOLDER TABLEFOLDER [--accept] [--partial] [--lost-rows N]");
    return 2;
}
string tables = args[1];
bool accept = args.Contains("--accept"), isPartial = args.Contains("--partial");

Directory.CreateDirectory(tables);
List<Target> targets = RunFolder.Read(args[0]);
int failed = Summary.PrintFailures(targets);
Summary.PrintSkips(targets);

if (accept && failed > 0)
    Console.WriteLine("Nothing was accepted: first mend what failed.");

// What the scorecard misses has been said by it.
int regressions = lostRows;
foreach (Target target in targets)
{
    string path = Path.Combine(tables, target.Name + ".tsv");
    ResultTable? table = ResultTable.Read(path);
    if (accept && failed == 0)
    {
        var results = ResultTable.From(target.Results);
        (isPartial && table is not null ? table.With(results) : results).Write(path);
        Console.WriteLine($"Wrote {path}");
    }
    else if (table is null)
    {
        Console.WriteLine($"No baseline for {target.Name}: there is no {path} to compare with ({Summary.HowToAccept}).");
    }
    else
    {
        regressions += Summary.PrintComparison(table, path, target, isPartial);
    }
}

int passed = targets.Sum(t => t.Results.Count(r => r.Outcome == Outcome.Passed));
int skipped = targets.Sum(t => t.Results.Count(r => r.Outcome == Outcome.Skipped));
bool ranNone = passed + failed + skipped == 0;
if (ranNone)
    Console.WriteLine("No test ran.");
Console.WriteLine($"{passed} passed, {failed + regressions} failed, {skipped} skipped");
return ranNone || failed + regressions > 0 ? 1 : 0;
