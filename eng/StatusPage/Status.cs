using System.Text.Json;
using System.Text.Json.Serialization;

namespace BpfSharp.StatusPage;

/// <summary>What is known of one thing: by place, <c>works</c>, <c>fails</c> or <c>skipped</c>; and by which tests.</summary>
sealed class Row
{
    public required string Kind { get; init; }
    public required string Name { get; init; }
    public SortedDictionary<string, string> Places { get; init; } = new(StringComparer.Ordinal);
    public SortedSet<string> Tests { get; init; } = new(StringComparer.Ordinal);

    public bool Works => Places.ContainsValue("works");
}

/// <summary>docs/status.json: the page's figures, which the next run is held against.</summary>
sealed class Status
{
    public List<Row> Rows { get; init; } = [];

    public Row this[string kind, string name]
    {
        get
        {
            Row? row = Rows.Find(r => r.Kind == kind && r.Name == name);
            if (row is null)
                Rows.Add(row = new Row { Kind = kind, Name = name });
            return row;
        }
    }

    public static Status? Read(string path) =>
        File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), StatusContext.Default.Status) : null;

    public void Write(string path)
    {
        Rows.Sort(static (a, b) => a.Kind == b.Kind ? string.CompareOrdinal(a.Name, b.Name) : string.CompareOrdinal(a.Kind, b.Kind));
        File.WriteAllText(path, JsonSerializer.Serialize(this, StatusContext.Default.Status) + "\n");
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IndentSize = 1)]
[JsonSerializable(typeof(Status))]
sealed partial class StatusContext : JsonSerializerContext;
