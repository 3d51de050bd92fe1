namespace BpfSharp.Bench.Report;

/// <summary>Writes plots beside the page.</summary>
sealed class Plots(Workspace workspace)
{
    /// <summary>Writes a plot and gives the Markdown that shows it.</summary>
    public string Save(string name, string description, string svg)
    {
        string folder = Path.Combine(workspace.Docs, "benchmarks");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name + ".svg"), svg);
        return $"![{description}](benchmarks/{name}.svg)\n\n";
    }
}
