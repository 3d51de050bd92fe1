using System.Text.Json;
using System.Text.Json.Serialization;

namespace BpfSharp.StatusPage;

/// <summary>docs/peers.json: what other projects can, by feature, as somebody read it in their sources.</summary>
sealed record Peers(string Read, Dictionary<string, string> Legend, List<Peer> List, Dictionary<string, Dictionary<string, string>> Features)
{
    public static Peers Open(string path)
    {
        PeersFile file = JsonSerializer.Deserialize(File.ReadAllBytes(path), PeersContext.Default.PeersFile) ?? throw new InvalidDataException($"{path} is empty");
        return new Peers(file.Read, file.Legend, file.Peers, file.Features);
    }

    /// <summary>A cell for each peer.</summary>
    public IEnumerable<string> Of(string feature) => List.Select(peer =>
        feature.Length == 0 ? "" : Features.TryGetValue(feature, out var values)
            ? values.GetValueOrDefault(peer.Id, "")
            : throw new InvalidDataException($"docs/peers.json has no feature '{feature}', which eng/StatusPage/catalogue.tsv names"));
}

sealed record Peer(string Id, string Name, string Language, string Source);

sealed record PeersFile(string Read, Dictionary<string, string> Legend, List<Peer> Peers, Dictionary<string, Dictionary<string, string>> Features);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PeersFile))]
sealed partial class PeersContext : JsonSerializerContext;
