using System.Text;

namespace BpfSharp;

/// <summary>
/// The report that kernels from 7.3 add to the verifier's log: a title, then headed paragraphs (Reason, At, Causal
/// path, Suggestion), each indented and ended by an empty line.
/// </summary>
/// <param name="Subject">What failed, after the title; null without a report.</param>
/// <param name="Reason">Paragraph of that heading as one line; empty if there is none.</param>
/// <param name="Suggestion">Paragraph of that heading as one line; empty if there is none.</param>
internal sealed record VerifierReport(string? Subject, string Reason, string Suggestion)
{
    public const string Title = "Verification failed:";

    public static VerifierReport Read(ReadOnlySpan<string> lines) => lines.IsEmpty
        ? new(null, "", "")
        : new(lines[0][Title.Length..].Trim(), Paragraph(lines, "Reason:"), Paragraph(lines, "Suggestion:"));

    private static string Paragraph(ReadOnlySpan<string> lines, string heading)
    {
        int start = lines.IndexOf(heading);
        var text = new StringBuilder();
        for (int index = start + 1; start >= 0 && index < lines.Length && lines[index].StartsWith(' '); index++)
            text.Append(text.Length > 0 ? " " : "").Append(lines[index].AsSpan().Trim());
        return text.ToString();
    }
}
