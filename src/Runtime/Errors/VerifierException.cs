namespace BpfSharp;

/// <summary>The kernel's verifier refused a program: which, where in the source, which rule, and the whole log.</summary>
public sealed class VerifierException : BpfException
{
    internal VerifierException(int errno, string programName, string reason, string advice, string log, string? file, int? line, int? column, string? sourceText)
        : base(errno, $"load program {programName}", advice, Compose(programName, reason, advice, file, line, column, sourceText))
    {
        ProgramName = programName;
        Reason = reason;
        Log = log;
        File = file;
        Line = line;
        Column = column;
        SourceText = sourceText;
    }

    /// <summary>Name of the program refused.</summary>
    public string ProgramName { get; }

    /// <summary>The rule that was broken, in the verifier's words.</summary>
    public string Reason { get; }

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

    private static string Compose(string program, string reason, string advice, string? file, int? line, int? column, string? text)
    {
        string where = file is null ? $"program {program}" : $"{file}({line},{column ?? 1})";
        string source = string.IsNullOrWhiteSpace(text) ? "" : $"{Environment.NewLine}    {text.Trim()}";
        string next = advice.Length == 0 ? "" : $"{Environment.NewLine}{advice}";
        return $"{where}: the kernel's verifier refused {program}: {reason}{source}{next}";
    }
}
