using System.Text.Json;

namespace BpfSharp.TestReport;

/// <summary>Reads the CTRF file (ctrf.io) that an xunit v3 test executable writes with <c>-result-ctrf</c>.</summary>
static class CtrfReport
{
    /// <summary>False when the file is no complete report, as when the runner died while writing it.</summary>
    public static bool TryRead(string path, Target target)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(File.ReadAllBytes(path));
        }
        catch (JsonException)
        {
            return false;
        }

        using (document)
        {
            JsonElement results = document.RootElement.GetProperty("results");
            foreach (JsonElement test in results.GetProperty("tests").EnumerateArray())
            {
                if (ReadOutcome(test) is not { } outcome)
                    continue; // "other": an explicit test that nobody asked for
                JsonElement extra = test.GetProperty("extra");
                target.Results.Add(new TestResult(Text(extra, "type"), Text(extra, "method"), Text(test, "name"), outcome, ReadMessage(test), ReadTraits(test)));
            }

            // Fixtures that threw while being disposed of belong to no test.
            foreach (JsonElement suite in results.GetProperty("extra").GetProperty("suites").EnumerateArray())
                if (suite.TryGetProperty("errors", out JsonElement errors))
                    foreach (JsonElement error in errors.EnumerateArray())
                        target.Problems.Add($"{Text(error, "name")} ({Text(error, "type")}): {ReadMessage(error)}");
        }
        return true;
    }

    static Outcome? ReadOutcome(JsonElement test) => Text(test, "status") switch
    {
        "passed" => Outcome.Passed,
        "failed" => Outcome.Failed,
        "skipped" => Outcome.Skipped,
        "other" => null,
        string unknown => throw new InvalidDataException($"unknown test status '{unknown}' in a CTRF report"),
    };

    static Dictionary<string, string> ReadTraits(JsonElement test)
    {
        Dictionary<string, string> traits = new(StringComparer.Ordinal);
        if (test.TryGetProperty("labels", out JsonElement labels))
        {
            foreach (JsonProperty label in labels.EnumerateObject())
                traits[label.Name] = label.Value.ValueKind == JsonValueKind.Array ? string.Join(',', label.Value.EnumerateArray()) : label.Value.ToString();
        }
        return traits;
    }

    static string ReadMessage(JsonElement element) => $"{Text(element, "message")}\n{Text(element, "trace")}".Trim();

    static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
}
