namespace BpfSharp;

/// <summary>The kernel's verifier refused a program: which, where in the source, which rule, and the whole log.</summary>
public sealed class VerifierException : BpfException
{
    internal VerifierException(int errno, string programName, string rule, string reason, string state, string advice, string log, string? file, int? line, int? column, string? sourceText)
        : base(errno, $"load program {programName}", advice, Compose(programName, rule, reason, state, advice, file, line, column, sourceText))
    {
        ProgramName = programName;
        Rule = rule;
        Reason = reason;
        State = state;
        Log = log;
        File = file;
        Line = line;
        Column = column;
        SourceText = sourceText;
    }

    /// <summary>Name of the program refused.</summary>
    public string ProgramName { get; }

    /// <summary>The rule that was broken, in plain words; the same on all kernels, empty for one that is not known here.</summary>
    public string Rule { get; }

    /// <summary>What broke it, in the verifier's own words, which differ among kernels.</summary>
    public string Reason { get; }

    /// <summary>
    /// The state that broke it, in sentences: which variable or expression of the source, what it may be and how it came to be so.
    /// Empty when the verifier's log does not tell.
    /// </summary>
    public string State { get; }

    /// <summary>The verifier's whole log, as far as the kernel would give it.</summary>
    public string Log { get; }

    /// <summary>Source file; null when the object has no line information.</summary>
    public string? File { get; }

    /// <summary>Line in <see cref="File"/>, from 1; null when unknown.</summary>
    public int? Line { get; }

    /// <summary>Column, from 1; null when unknown.</summary>
    public int? Column { get; }

    /// <summary>Text of the source line; null when the object does not carry it.</summary>
    public string? SourceText { get; }

    private static string Compose(string program, string rule, string reason, string state, string advice, string? file, int? line, int? column, string? text)
    {
        string where = file is null ? $"program {program}" : $"{file}({line},{column ?? 1})";
        string what = rule.Length == 0 ? reason : $"{rule} ({reason})";
        string source = string.IsNullOrWhiteSpace(text) ? "" : $"{Environment.NewLine}    {text.Trim()}";
        return $"{where}: the kernel's verifier refused {program}: {what}{source}{OnLine(state)}{OnLine(advice)}";
    }

    private static string OnLine(string text) => text.Length == 0 ? "" : Environment.NewLine + text;
}
