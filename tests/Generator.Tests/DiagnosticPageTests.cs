using System.Runtime.CompilerServices;
using BpfSharp.Generator.Diagnostics;
using Xunit;

namespace BpfSharp.Generator.Tests;

/// <summary>What a build reports has a page in <c>docs/diagnostics</c>, where its help link leads.</summary>
public sealed class DiagnosticPageTests
{
    public static TheoryData<string> Ids => [.. GeneratorDiagnostics.All.Select(static descriptor => descriptor.Id)];

    [Theory, MemberData(nameof(Ids))]
    public void The_page_is_where_the_diagnostic_says(string id)
    {
        var descriptor = GeneratorDiagnostics.All.Single(descriptor => descriptor.Id == id);
        Assert.EndsWith($"/docs/diagnostics/{id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
        Assert.StartsWith($"# {id}: {descriptor.Title}\n\n", Page(id), StringComparison.Ordinal);
    }

    /// <summary>Those of BpfVerify are written by a tool, as lines that MSBuild reads.</summary>
    [Fact]
    public void Every_page_of_the_build_is_for_something() =>
        Assert.Equal(
            GeneratorDiagnostics.All.Select(static descriptor => descriptor.Id + ".md").Concat(["BPF0920.md", "BPF0921.md"]),
            Directory.GetFiles(Folder(), "BPF09*.md").Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal));

    private static string Page(string id) => File.ReadAllText(Path.Combine(Folder(), id + ".md")).ReplaceLineEndings("\n");

    private static string Folder([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../docs/diagnostics"));
}
