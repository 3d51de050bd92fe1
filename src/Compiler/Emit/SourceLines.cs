using System.Text;

namespace BpfSharp.Compiler.Emit;

/// <summary>
/// The source text as the backend needs it: only the wanted lines, each still at its number, ended by <c>\n</c>
/// whatever C# line end (or none) was there.
/// </summary>
internal static class SourceLines
{
    public static string Keep(string source, HashSet<int> wanted)
    {
        var text = new StringBuilder();
        int line = 1, last = wanted.Count == 0 ? 0 : wanted.Max();
        for (int start = 0; start < source.Length && line <= last; line++)
        {
            int end = start;
            while (end < source.Length && !IsLineEnd(source[end]))
                end++;
            if (wanted.Contains(line))
                text.Append(source, start, end - start).Replace('\0', ' ', text.Length - (end - start), end - start);
            text.Append('\n');
            start = end + (end + 1 < source.Length && source[end] == '\r' && source[end + 1] == '\n' ? 2 : 1);
        }
        return text.Length == 0 ? "\n" : text.ToString();
    }

    static bool IsLineEnd(char c) => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';
}
