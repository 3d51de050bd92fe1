using System.Globalization;
using BpfSharp.Compiler.Worker;

namespace BpfSharp.Compiler.Llvm;

/// <summary>
/// Takes LLVM's diagnostics apart. Most of the BPF backend's read
/// <c>file:line:column: in function NAME TYPE: text</c>, with <c>&lt;unknown&gt;:0:0</c> where debug information is missing.
/// </summary>
internal static class BackendMessage
{
    const string InFunction = "in function ";

    public static BackendDiagnostic Parse(BackendSeverity severity, string text)
    {
        text = text.Trim();
        string file = "", function = "";
        int line = 0, column = 0;
        int place = PlaceEnd(text, ref file, ref line, ref column);
        string rest = text[place..];
        if (rest.StartsWith(InFunction, StringComparison.Ordinal))
        {
            int nameEnd = rest.IndexOf(' ', InFunction.Length);
            // The type that follows the name is a function type, so it ends in a parenthesis.
            int typeEnd = nameEnd < 0 ? -1 : rest.IndexOf("): ", nameEnd, StringComparison.Ordinal);
            if (typeEnd >= 0)
            {
                function = rest[InFunction.Length..nameEnd];
                rest = rest[(typeEnd + 3)..];
            }
        }
        return new BackendDiagnostic(severity, file, line, column, function, BackendAdvice.Explain(rest.Trim()));
    }

    /// <summary>Turns what report_fatal_error said, just before it would abort, into an ordinary error.</summary>
    public static BackendDiagnostic Fatal(string reason)
    {
        const string marker = "In function: ";
        int at = reason.LastIndexOf(marker, StringComparison.Ordinal);
        string function = at < 0 ? "" : reason[(at + marker.Length)..].Trim();
        // The first line names the operation; the rest is a dump of nodes with their addresses.
        string text = (at < 0 ? reason : reason[..at]).Trim().Split('\n')[0];
        return new BackendDiagnostic(BackendSeverity.Error, "", 0, 0, function, $"LLVM cannot compile this for BPF: {text}");
    }

    /// <summary>Reads <c>file:line:column: </c> from the start, where the file may itself contain colons and spaces; answers where it ends.</summary>
    static int PlaceEnd(string text, ref string file, ref int line, ref int column)
    {
        // What the assembler finds has no place in the source.
        const string nowhere = "<unknown>:0: ";
        if (text.StartsWith(nowhere, StringComparison.Ordinal)) return nowhere.Length;
        for (int end = text.IndexOf(": ", StringComparison.Ordinal); end >= 0; end = text.IndexOf(": ", end + 1, StringComparison.Ordinal))
        {
            int beforeColumn = text.LastIndexOf(':', Math.Max(end - 1, 0), end);
            int beforeLine = beforeColumn <= 0 ? -1 : text.LastIndexOf(':', beforeColumn - 1);
            if (beforeLine <= 0) continue;
            if (!Number(text.AsSpan(beforeColumn + 1, end - beforeColumn - 1), out int c) || !Number(text.AsSpan(beforeLine + 1, beforeColumn - beforeLine - 1), out int l)) continue;
            if (text[..beforeLine] != "<unknown>") (file, line, column) = (text[..beforeLine], l, c);
            return end + 2;
        }
        return 0;
    }

    static bool Number(ReadOnlySpan<char> text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
