using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace BpfSharp.Compiler.Tests.FrontEnd;

/// <summary>Source text with <c>{|BPF0103:new int[4]|}</c> around what a diagnostic is expected at; may be nested.</summary>
internal sealed record Markup(string Text, IReadOnlyList<(string Id, TextSpan Span)> Expected)
{
    public static Markup Parse(string marked)
    {
        StringBuilder text = new();
        List<(string, TextSpan)> expected = [];
        Stack<(string Id, int Start)> open = [];
        for (int i = 0; i < marked.Length; i++)
        {
            if (marked.AsSpan(i).StartsWith("{|BPF") && marked.IndexOf(':', i) is var colon and > 0)
            {
                open.Push((marked[(i + 2)..colon], text.Length));
                i = colon;
            }
            else if (open.Count > 0 && marked.AsSpan(i).StartsWith("|}"))
            {
                (string id, int start) = open.Pop();
                expected.Add((id, TextSpan.FromBounds(start, text.Length)));
                i++;
            }
            else
            {
                text.Append(marked[i]);
            }
        }
        return open.Count == 0 ? new Markup(text.ToString(), expected) : throw new FormatException($"'{open.Peek().Id}' is not closed.");
    }

    /// <summary>The parts between lines of <c>---</c>, and empty ones up to a count.</summary>
    public static string[] Sections(string text, int count)
    {
        List<string> sections = [""];
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line == "---")
                sections.Add("");
            else
                sections[^1] += line + "\n";
        }
        while (sections.Count < count)
            sections.Add("");
        return sections.Count == count ? [.. sections] : throw new FormatException($"There are {sections.Count} sections where {count} are known.");
    }
}
