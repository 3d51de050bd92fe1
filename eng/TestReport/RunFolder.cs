namespace BpfSharp.TestReport;

/// <summary>
/// Reads what <c>eng/test</c> left: one folder a target, in it for every test project PROJECT.exit (the status),
/// PROJECT.log (the output) and, unless the runner died, PROJECT.json (its report).
/// </summary>
static class RunFolder
{
    const int LogLinesShown = 30, LogColumnsShown = 200;

    public static List<Target> Read(string folder) =>
        [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Select(ReadTarget)];

    static Target ReadTarget(string folder)
    {
        var target = new Target(Path.GetFileName(folder), [], []);
        foreach (string exit in Directory.GetFiles(folder, "*.exit").Order(StringComparer.Ordinal))
        {
            string project = Path.GetFileNameWithoutExtension(exit);
            string status = File.ReadAllText(exit).Trim();
            string report = Path.ChangeExtension(exit, ".json");
            int failures = CountFailures(target);
            if (!File.Exists(report) || !CtrfReport.TryRead(report, target))
                target.Problems.Add($"{project} ended with status {status} and left no report{Meaning(status)}. From its output:\n{TellingPart(Path.ChangeExtension(exit, ".log"))}");
            else if (status != "0" && CountFailures(target) == failures)
                target.Problems.Add($"{project} ended with status {status} although no test failed. From its output:\n{TellingPart(Path.ChangeExtension(exit, ".log"))}");
        }
        return target;
    }

    static int CountFailures(Target target) => target.Problems.Count + target.Results.Count(r => r.Outcome == Outcome.Failed);

    static string Meaning(string status) => status switch
    {
        "124" or "137" => " (timed out)",
        "125" => " (the virtual machine died or could not be made)",
        "134" or "139" => " (crashed)",
        _ => "",
    };

    /// <summary>From just before the last words of the runtime or of the kernel, when there are any; else the end.</summary>
    static string TellingPart(string log)
    {
        if (!File.Exists(log))
            return "(none)";
        string[] lines = File.ReadAllLines(log);
        int words = Array.FindIndex(lines, l => LastWords.Any(w => l.StartsWith(w, StringComparison.Ordinal)));
        var shown = words >= 0 ? lines.Skip(words - 5).Take(LogLinesShown) : lines.TakeLast(LogLinesShown);
        return string.Join('\n', shown.Select(l => l.Length > LogColumnsShown ? l[..LogColumnsShown] + "…" : l));
    }

    static readonly string[] LastWords = ["Unhandled exception", "Process terminated", "Fatal error", "Stack overflow", "Out of memory", "run: kernel"];
}
