namespace BpfSharp;

/// <summary>
/// The C# expression at a place of a source line, and the variable it is given to. Reads the text alone: what it cannot
/// tell for sure is left out.
/// </summary>
internal static class SourceExcerpt
{
    /// <summary>The expression that starts at a column (from 1); null where there is none to be told.</summary>
    public static string? ExpressionAt(string line, int column)
    {
        int start = column - 1;
        if (start < 0 || start >= line.Length)
            return null;
        int at = start;
        while (at < line.Length && line[at] is '*' or '&' or '-' or '~' or '!')
            at++;
        int word = at;
        at = at < line.Length && line[at] == '(' ? Behind(line, at) : WordEnd(line, at);
        if (at == word || at < 0 || IsStatement(line[word..at]))
            return null;
        at = Suffixes(line, at);
        return DeclaredAt(line, at) ?? line[start..at];
    }

    /// <summary>The variable that the expression at a column is assigned to, or is given by an <c>out</c> argument in it; null without.</summary>
    public static string? VariableFor(string line, int column)
    {
        if (ExpressionAt(line, column) is not { } expression)
            return null;
        int output = expression.IndexOf("out ", StringComparison.Ordinal);
        if (output >= 0)
        {
            int end = output + 4;
            while (end < expression.Length && expression[end] is not (',' or ')'))
                end++;
            return expression[(output + 4)..end].Split(' ')[^1];
        }

        string left = line[..(column - 1)].TrimEnd();
        // A cast, and ref.
        while (left.EndsWith(')') && left.LastIndexOf('(') is >= 0 and var cast)
            left = left[..cast].TrimEnd();
        if (left.EndsWith(" ref", StringComparison.Ordinal))
            left = left[..^4].TrimEnd();
        if (!left.EndsWith('=') || left.Length < 2 || left[^2] is '=' or '!' or '<' or '>' or '+' or '-' or '*' or '/' or '&' or '|' or '^')
            return null;
        left = left[..^1].TrimEnd();
        int from = left.Length;
        while (from > 0 && (char.IsLetterOrDigit(left[from - 1]) || left[from - 1] == '_'))
            from--;
        return from < left.Length ? left[from..] : null;
    }

    /// <summary>In <c>int key = 1</c> the type is followed by the variable, which is meant.</summary>
    private static string? DeclaredAt(string line, int at)
    {
        int name = at;
        while (name < line.Length && line[name] is ' ' or '*')
            name++;
        int end = WordEnd(line, name);
        return name > at && end > name && line.AsSpan(end).TrimStart() is ['=', not '=', ..] or [';', ..] ? line[name..end] : null;
    }

    private static int Suffixes(string line, int at)
    {
        while (at < line.Length)
        {
            if (line[at] is '(' or '[' && Behind(line, at) is > 0 and var behind)
                at = behind;
            else if (line[at] == '.' && WordEnd(line, at + 1) is var member && member > at + 1)
                at = member;
            else if (line.AsSpan(at).StartsWith("->") && WordEnd(line, at + 2) is var field && field > at + 2)
                at = field;
            else if (line[at] == '<' && line.IndexOf('>', at) is > 0 and var close && close + 1 < line.Length && line[close + 1] == '(' && !line[at..close].Contains(' '))
                at = close + 1;
            else
                break;
        }

        return at;
    }

    /// <summary>The place behind the bracket that closes one; -1 where none does.</summary>
    private static int Behind(string line, int open)
    {
        int depth = 0;
        for (int at = open; at < line.Length; at++)
        {
            depth += line[at] switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
            if (depth == 0)
                return at + 1;
        }

        return -1;
    }

    private static int WordEnd(string line, int at)
    {
        while (at < line.Length && (char.IsLetterOrDigit(line[at]) || line[at] is '_' or '@'))
            at++;
        return at;
    }

    private static bool IsStatement(string word) =>
        word is "return" or "if" or "while" or "for" or "foreach" or "do" or "switch" or "goto" or "using" or "try" or "throw" or "ref" or "new" or "out" or "in" or "private"
            or "public" or "internal" or "protected" or "static" or "unsafe" or "readonly" or "fixed" or "checked" or "unchecked" or "else" or "break" or "continue";
}
