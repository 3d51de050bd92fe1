namespace BpfSharp.StatusPage;

/// <summary>A row that the page has whether anything proves it or not.</summary>
/// <param name="Peers">The feature in docs/peers.json that it belongs to; empty for none.</param>
sealed record Entry(string Kind, string Name, string Peers);

/// <summary>What could be done with eBPF (catalogue.tsv), and which tests prove what (proofs.tsv, for tests that carry no trait).</summary>
sealed class Catalogue
{
    public List<Entry> Entries { get; } = [];

    /// <summary>By kind and name: beginnings of test names, <c>Class.Method</c> or <c>Class.Method(argument: "x"</c>.</summary>
    public List<(string Kind, string Name, string Test)> Proofs { get; } = [];

    public static Catalogue Read(string folder)
    {
        Catalogue catalogue = new();
        foreach (string[] fields in Lines(Path.Combine(folder, "catalogue.tsv")))
            catalogue.Entries.Add(new Entry(fields[0], fields[1], fields[2]));
        foreach (string[] fields in Lines(Path.Combine(folder, "proofs.tsv")))
        {
            if (!catalogue.Has(fields[0], fields[1]))
                throw new InvalidDataException($"proofs.tsv proves a {fields[0]} '{fields[1]}' that is not in catalogue.tsv");
            catalogue.Proofs.Add((fields[0], fields[1], fields[2]));
        }
        return catalogue;
    }

    public bool Has(string kind, string name) => Entries.Any(e => e.Kind == kind && e.Name == name);

    private static IEnumerable<string[]> Lines(string path)
    {
        foreach (string line in File.ReadLines(path).Where(l => l.Length > 0 && l[0] != '#'))
        {
            string[] fields = line.Split('\t');
            yield return fields.Length == 3 ? fields : throw new InvalidDataException($"{path}: not three fields separated by tabs: {line}");
        }
    }
}
