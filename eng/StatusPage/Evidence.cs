using System.Text.Json;

namespace BpfSharp.StatusPage;

enum Outcome { Passed, Failed, Skipped }

/// <summary>One test case as it ran.</summary>
/// <param name="Name">Type and method, with the arguments of a theory.</param>
/// <param name="Labels">Its xunit traits.</param>
sealed record Evidence(string Type, string Method, string Name, Outcome Outcome, Dictionary<string, string> Labels)
{
    /// <summary>Class and method, without namespace.</summary>
    public string ShortName => Type[(Type.LastIndexOf('.') + 1)..] + "." + Method;

    /// <summary>The value of a theory's argument, when it is a text: <c>id</c> of <c>…(id: "BPF0020", index: 3)</c>; null when there is none.</summary>
    public string? Argument(string name)
    {
        string key = name + ": \"";
        int start = Name.IndexOf(key, Name.IndexOf('(') < 0 ? 0 : Name.IndexOf('('), StringComparison.Ordinal);
        if (start < 0)
            return null;
        start += key.Length;
        return Name[start..Name.IndexOf('"', start)];
    }
}

/// <summary>The places where tests ran, as eng/test left them: a folder each, with a CTRF report for every test project.</summary>
static class Run
{
    public static SortedDictionary<string, List<Evidence>> Read(string folder)
    {
        SortedDictionary<string, List<Evidence>> places = new(StringComparer.Ordinal);
        foreach (string place in Directory.Exists(folder) ? Directory.GetDirectories(folder) : [])
        {
            string[] reports = Directory.GetFiles(place, "*.json");
            if (reports.Length > 0)
                places[Path.GetFileName(place)] = [.. reports.Order(StringComparer.Ordinal).SelectMany(ReadReport)];
        }
        return places;
    }

    private static List<Evidence> ReadReport(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        List<Evidence> all = [];
        foreach (JsonElement test in document.RootElement.GetProperty("results").GetProperty("tests").EnumerateArray())
        {
            Outcome? outcome = test.GetProperty("status").GetString() switch
            {
                "passed" => Outcome.Passed,
                "failed" => Outcome.Failed,
                "skipped" => Outcome.Skipped,
                _ => null, // an explicit test that nobody asked for
            };
            if (outcome is null)
                continue;
            JsonElement extra = test.GetProperty("extra");
            Dictionary<string, string> labels = [];
            if (test.TryGetProperty("labels", out JsonElement traits))
            {
                foreach (JsonProperty trait in traits.EnumerateObject())
                    labels[trait.Name] = trait.Value.ValueKind == JsonValueKind.Array ? string.Join(',', trait.Value.EnumerateArray().Select(v => v.GetString())) : trait.Value.GetString() ?? "";
            }
            all.Add(new Evidence(extra.GetProperty("type").GetString()!, extra.GetProperty("method").GetString()!, test.GetProperty("name").GetString()!, outcome.Value, labels));
        }
        return all;
    }
}
