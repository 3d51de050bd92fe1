using System.Runtime.CompilerServices;
using System.Text;
using BpfSharp.Compiler.Tests.FrontEnd.Semantics;
using Xunit;

namespace BpfSharp.Compiler.Tests.FrontEnd;

/// <summary>The table in <c>docs/language.md</c> is made from the cases. With <c>BPFSHARP_ACCEPT=true</c> it is written anew.</summary>
public sealed class LanguagePageTests
{
    private const string Start = "## Coverage\n\n", End = "\n## Random programs\n";

    [Fact]
    public void The_coverage_table_is_current()
    {
        string path = Page(), text = File.ReadAllText(path).ReplaceLineEndings("\n");
        int start = text.IndexOf(Start, StringComparison.Ordinal) + Start.Length, end = text.IndexOf(End, StringComparison.Ordinal);
        Assert.True(start >= Start.Length && end >= start, "The page has lost its headings.");
        if (Environment.GetEnvironmentVariable("BPFSHARP_ACCEPT") == "true")
            File.WriteAllText(path, text[..start] + Table() + text[end..]);
        else
            Assert.Equal(Table(), text[start..end]);
    }

    private static string Table()
    {
        StringBuilder table = new("Each name is a method that the kernel and the CLR ran with the same inputs and the same results.\n\n| | methods | |\n|---|---|---|\n");
        foreach (IGrouping<string, SemanticCase> chapter in SemanticCases.All.GroupBy(c => c.Chapter, c => c.Case))
            table.Append($"| {chapter.Key} | {chapter.Count()} | {string.Join(", ", chapter.Select(c => c.Name.Replace("|", "\\|")))} |\n");
        return table.Append($"| **all** | **{SemanticCases.All.Count()}** | |\n").ToString();
    }

    private static string Page([CallerFilePath] string file = "")
    {
        string? folder = Path.GetDirectoryName(file);
        while (folder is not null && !File.Exists(Path.Combine(folder, "docs", "language.md")))
            folder = Path.GetDirectoryName(folder);
        return Path.Combine(folder ?? throw new InvalidOperationException($"{file} is not in the repository."), "docs", "language.md");
    }
}
