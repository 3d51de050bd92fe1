using System.Globalization;
using System.Text;

namespace BpfSharp.StatusPage;

/// <summary>docs/status.md.</summary>
sealed class Page(Status status, Catalogue catalogue, Peers peers, string docs)
{
    private readonly StringBuilder _page = new();
    private readonly List<string> _places = [.. status.Rows.SelectMany(r => r.Places.Keys).Distinct().OrderBy(PlaceOrder)];

    public void Write()
    {
        _page.Append("""
            # Status

            Written by `eng/scorecard` from the reports of the tests that ran (`eng/test`); do not edit. A row works on a kernel
            where a test of it passed and none failed. Nothing is listed as working that no test has shown.


            """);
        _page.Append("| ● works | ✗ a test fails | ○ its tests are skipped there | blank: no test of it ran there |\n|---|---|---|---|\n\n");
        _page.Append("| | works | of |\n|---|--:|--:|\n");
        foreach (var (kind, title, _) in s_sections)
        {
            Row[] rows = [.. status.Rows.Where(r => r.Kind == kind)];
            if (rows.Length > 0)
                _page.Append(CultureInfo.InvariantCulture, $"| {title} | {rows.Count(r => r.Works)} | {rows.Length} |\n");
        }
        _page.Append('\n');
        foreach (var (kind, title, write) in s_sections)
        {
            _page.Append(CultureInfo.InvariantCulture, $"## {title}\n\n");
            write(this, [.. status.Rows.Where(r => r.Kind == kind).OrderBy(r => r.Name, StringComparer.Ordinal)]);
        }
        WritePeers();
        File.WriteAllText(Path.Combine(docs, "status.md"), _page.ToString());
    }

    private static readonly (string Kind, string Title, Action<Page, Row[]> Write)[] s_sections =
    [
        ("hook", "Hooks and program types", (page, rows) => page.WriteTable(rows, hasPeers: true)),
        ("map", "Map types", (page, rows) => page.WriteTable(rows, hasPeers: false)),
        ("helper", "Helpers", (page, rows) => page.WriteProven(rows)),
        ("kfunc", "Kernel functions (kfuncs)", (page, rows) => page.WriteProven(rows)),
        ("core", "CO-RE relocations", (page, rows) => page.WriteTable(rows, hasPeers: false)),
        ("ability", "User side, build and tools", (page, rows) => page.WriteTable(rows, hasPeers: true)),
        ("language", "Language", (page, rows) => page.WriteChapters(rows)),
        ("diagnostic", "Diagnostics", (page, rows) => page.WriteDiagnostics(rows)),
        ("fix", "Code fixes", (page, rows) => page.WriteTable(rows, hasPeers: false)),
    ];

    private void WriteTable(Row[] rows, bool hasPeers)
    {
        string[] columns = [.. _places.Select(PlaceName), "proven by", .. hasPeers ? peers.List.Select(p => p.Name) : []];
        Line(["", .. columns]);
        Line(["---", .. _places.Select(_ => ":-:"), "---", .. hasPeers ? peers.List.Select(_ => ":-:") : []]);
        foreach (Row row in rows.OrderByDescending(r => r.Works))
        {
            string feature = catalogue.Entries.Find(e => e.Kind == row.Kind && e.Name == row.Name)?.Peers ?? "";
            Line([row.Name, .. _places.Select(place => Mark(row, place)), Proof(row), .. hasPeers ? peers.Of(feature) : []]);
        }
        _page.Append('\n');
    }

    /// <summary>For long lists: a table of what works, and the names of the rest.</summary>
    private void WriteProven(Row[] rows)
    {
        if (rows.Length == 0)
        {
            _page.Append("Not yet.\n\n");
            return;
        }
        Row[] proven = [.. rows.Where(r => r.Places.Count > 0)], missing = [.. rows.Where(r => r.Places.Count == 0)];
        if (proven.Length > 0)
            WriteTable(proven, hasPeers: false);
        _page.Append(CultureInfo.InvariantCulture, $"Not yet ({missing.Length}): {(missing.Length == 0 ? "none" : string.Join(", ", missing.Select(r => r.Name)))}.\n\n");
    }

    /// <summary>Constructs by chapter, the part of the name before the colon.</summary>
    private void WriteChapters(Row[] rows)
    {
        _page.Append("Each case is a method that is run in the kernel and on the CLR, and must do the same: value, return value, trap or exception.\n\n");
        Line(["", .. _places.Select(PlaceName), "cases"]);
        Line(["---", .. _places.Select(_ => ":-:"), "---"]);
        foreach (var chapter in rows.GroupBy(r => r.Name.Split(':')[0]))
        {
            Line([chapter.Key, .. _places.Select(place => Share(chapter, place)),
                "<details><summary>" + chapter.Count() + "</summary>" + string.Join(", ", chapter.Select(r => r.Name.Split(": ", 2)[1])) + "</details>"]);
        }
        _page.Append('\n');
    }

    private static string Share(IEnumerable<Row> rows, string place)
    {
        Row[] ran = [.. rows.Where(r => r.Places.ContainsKey(place))];
        int works = ran.Count(r => r.Places[place] == "works");
        return ran.Length == 0 ? "" : works == ran.Length ? "● " + works : $"{works} of {ran.Length}";
    }

    private void WriteDiagnostics(Row[] rows)
    {
        _page.Append("Proven: the mistake is reported at its span, and the nearest legal code is not.\n\n| | | |\n|---|---|---|\n");
        foreach (Row row in rows)
        {
            string page = Path.Combine(docs, "diagnostics", row.Name + ".md");
            string title = File.Exists(page) ? File.ReadLines(page).First().TrimStart('#', ' ') : row.Name;
            Line([$"[{row.Name}](diagnostics/{row.Name}.md)", title.Replace(row.Name, "").TrimStart(':', ' '), row.Places.Count == 0 ? "no test" : row.Works && !row.Places.ContainsValue("fails") ? "●" : row.Places.ContainsValue("fails") ? "✗" : "○"]);
        }
        _page.Append('\n');
    }

    private void WritePeers()
    {
        _page.Append(CultureInfo.InvariantCulture, $"## Where the peers' columns come from\n\n{peers.Read} [peers.json](peers.json) has more features. ");
        _page.Append(string.Join(", ", peers.Legend.Select(l => $"{l.Key} {l.Value}"))).Append(".\n\n");
        foreach (Peer peer in peers.List)
            _page.Append(CultureInfo.InvariantCulture, $"- [{peer.Name}]({peer.Source}): {peer.Language}\n");
    }

    private static string Mark(Row row, string place) => row.Places.GetValueOrDefault(place) switch { "works" => "●", "fails" => "✗", "skipped" => "○", _ => "" };

    private static string Proof(Row row) => row.Tests.Count switch
    {
        0 => "not yet",
        1 => $"`{row.Tests.First()}`",
        var count => $"`{row.Tests.First()}` and {count - 1} more",
    };

    private void Line(string[] cells) => _page.Append("| ").AppendJoin(" | ", cells.Select(c => c.Replace("|", "\\|"))).Append(" |\n");

    private static string PlaceName(string place) => place.StartsWith("native-", StringComparison.Ordinal) ? place.Split('-')[1] + " here" : place;

    private static (int, Version, string) PlaceOrder(string place)
    {
        string version = place.StartsWith("native-", StringComparison.Ordinal) ? place.Split('-')[1] : place;
        return (place.StartsWith("native", StringComparison.Ordinal) ? 1 : 0, Version.TryParse(version, out Version? parsed) ? parsed : new Version(0, 0), place);
    }
}
