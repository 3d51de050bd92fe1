using System.Globalization;

namespace BpfSharp.TestReport;

/// <summary>How often the cases of one test method passed and were skipped, and why.</summary>
sealed record TableRow(string Method, int Passed, int Skipped, string Reasons);

/// <summary>
/// The committed results of one target, one line a test method. It is what tells "cannot run here" from "stopped
/// running": a method may not pass fewer cases than its line says.
/// </summary>
sealed class ResultTable(SortedDictionary<string, TableRow> rows)
{
    const string Header = "# test method\tpassed\tskipped\treasons: written by eng/test --accept";

    public IReadOnlyDictionary<string, TableRow> Rows => rows;

    public static ResultTable From(IEnumerable<TestResult> results)
    {
        var rows = new SortedDictionary<string, TableRow>(StringComparer.Ordinal);
        foreach (var method in results.GroupBy(r => r.Key))
        {
            var reasons = method.Where(r => r.Outcome == Outcome.Skipped).Select(r => OneLine(r.Message)).Distinct().Order(StringComparer.Ordinal);
            rows[method.Key] = new TableRow(method.Key,
                method.Count(r => r.Outcome == Outcome.Passed), method.Count(r => r.Outcome == Outcome.Skipped), string.Join("; ", reasons));
        }
        return new ResultTable(rows);
    }

    /// <summary>Null when no such table was committed.</summary>
    public static ResultTable? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        var rows = new SortedDictionary<string, TableRow>(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(path).Where(l => l.Length > 0 && l[0] != '#'))
        {
            string[] fields = line.Split('\t');
            if (fields.Length != 4 || !TryCount(fields[1], out int passed) || !TryCount(fields[2], out int skipped))
                throw new InvalidDataException($"{path}: not a line of a result table: {line}");
            rows[fields[0]] = new TableRow(fields[0], passed, skipped, fields[3]);
        }
        return new ResultTable(rows);
    }

    public void Write(string path) => File.WriteAllLines(path,
        rows.Values.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Method}\t{r.Passed}\t{r.Skipped}\t{r.Reasons}")).Prepend(Header));

    /// <summary>This table with the lines of <paramref name="newer"/> put over its own.</summary>
    public ResultTable With(ResultTable newer)
    {
        var merged = new SortedDictionary<string, TableRow>(rows, StringComparer.Ordinal);
        foreach (var (method, row) in newer.Rows)
            merged[method] = row;
        return new ResultTable(merged);
    }

    public static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    static bool TryCount(string text, out int count) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count);
}
