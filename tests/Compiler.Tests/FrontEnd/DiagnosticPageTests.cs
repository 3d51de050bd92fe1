using System.Text.RegularExpressions;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Tests.FrontEnd.Diagnostics;
using Microsoft.CodeAnalysis;
using Xunit;

namespace BpfSharp.Compiler.Tests.FrontEnd;

/// <summary>The pages in <c>docs/diagnostics</c>: one for each diagnostic, with examples that do what they say.</summary>
public sealed class DiagnosticPageTests
{
    public static TheoryData<string> Ids => [.. DiagnosticDescriptors.All.Select(d => d.Id)];

    public static TheoryData<string> Examples => [.. DiagnosticDescriptors.All.Select(d => d.Id).Except(DiagnosticTests.NotTriggerable.Keys)];

    [Fact]
    public void Every_page_has_a_diagnostic() =>
        Assert.Equal(DiagnosticDescriptors.All.Select(d => d.Id + ".md").Order(), Directory.GetFiles(Folder).Select(f => Path.GetFileName(f)).Where(f => f.StartsWith("BPF", StringComparison.Ordinal) && !IsOfTheBuild(f)).Order());

    [Theory, MemberData(nameof(Ids))]
    public void The_page_is_where_the_diagnostic_says_and_about_it(string id)
    {
        DiagnosticDescriptor descriptor = DiagnosticDescriptors.All.Single(d => d.Id == id);
        Assert.EndsWith($"/docs/diagnostics/{id}.md", descriptor.HelpLinkUri);
        Assert.StartsWith($"# {id}: {descriptor.Title}\n\n", Page(id));
    }

    [Theory, MemberData(nameof(Examples))]
    public void The_wrong_example_gives_the_diagnostic_and_no_other(string id)
    {
        CompilationResult result = Compile(Example(id, "Wrong"));
        Assert.NotEmpty(result.Diagnostics);
        Assert.All(result.Diagnostics, d => Assert.Equal(id, d.Id));
    }

    [Theory, MemberData(nameof(Examples))]
    public void The_right_example_gives_an_object(string id)
    {
        CompilationResult result = Compile(Example(id, "Right"));
        Assert.Empty(result.Diagnostics);
        Assert.NotNull(result.ModuleText);
    }

    /// <summary>The build's own (BPF0900 on) are told elsewhere, and tested there.</summary>
    private static bool IsOfTheBuild(string file) => file.StartsWith("BPF09", StringComparison.Ordinal);

    private static CompilationResult Compile(string example)
    {
        var compilation = FrontEndTest.Compilation(example);
        Assert.Empty(FrontEndTest.Errors(compilation).Select(d => d.ToString()));
        return FrontEndTest.Compile(compilation);
    }

    private static string Example(string id, string heading)
    {
        Match match = Regex.Match(Page(id), $@"^## {heading}\n\n```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline);
        Assert.True(match.Success, $"{id}.md has no example under '## {heading}'.");
        return match.Groups[1].Value;
    }

    private static string Page(string id) => File.ReadAllText(Path.Combine(Folder, id + ".md")).ReplaceLineEndings("\n");

    private static string Folder { get; } = FindFolder();

    private static string FindFolder([System.Runtime.CompilerServices.CallerFilePath] string file = "")
    {
        string? folder = Path.GetDirectoryName(file);
        while (folder is not null && !Directory.Exists(Path.Combine(folder, "docs", "diagnostics")))
            folder = Path.GetDirectoryName(folder);
        return Path.Combine(folder ?? throw new InvalidOperationException($"{file} is not in the repository."), "docs", "diagnostics");
    }
}
