using System.Text.Json;
using System.Text.Json.Serialization;

namespace BpfSharp.Bench;

/// <summary>What one part found, when and where.</summary>
/// <param name="Notes">What a reader of the figures must know: what could not be measured and why.</param>
sealed record PartResult(DateTime When, Machine Machine, List<Measurement> Measurements, List<string> Notes);

/// <summary>The file beside the page, with every figure. A part that is run alone replaces only its own.</summary>
sealed class Results
{
    public SortedDictionary<string, PartResult> Parts { get; init; } = [];

    public static Results Read(string path) =>
        JsonSerializer.Deserialize(File.ReadAllBytes(path), ResultsContext.Default.Results) ?? throw new InvalidDataException($"{path} holds no results");

    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, ResultsContext.Default.Results) + "\n");
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IndentSize = 1)]
[JsonSerializable(typeof(Results))]
sealed partial class ResultsContext : JsonSerializerContext;
