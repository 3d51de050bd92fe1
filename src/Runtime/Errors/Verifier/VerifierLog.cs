using System.Globalization;

namespace BpfSharp;

/// <summary>
/// Reads the verifier's log. Its form is no interface of the kernel's: what is not recognised is left out, never
/// guessed, and the whole log stays with the exception.
/// </summary>
internal static class VerifierLog
{
    /// <param name="Reason">The rule that was broken, in the kernel's words.</param>
    /// <param name="Explanation">The kernel's explanation in sentences (7.3); empty if none.</param>
    /// <param name="Suggestion">What the kernel suggests (7.3); empty if nothing.</param>
    /// <param name="Instruction">Instruction it was looking at; null when unknown.</param>
    /// <param name="File">Source file by the log's own annotations.</param>
    /// <param name="Line">Line by the log's own annotations.</param>
    /// <param name="SourceText">Text of that line.</param>
    internal sealed record Summary(
        string Reason, string Explanation, string Suggestion, int? Instruction, string? File, int? Line, string? SourceText);

    public static Summary Read(string log)
    {
        string[] lines = log.Split('\n');
        int? instruction = null, line = null;
        string? file = null, text = null, reason = null;
        int report = Array.FindIndex(lines, static line => line.StartsWith(VerifierReport.Title, StringComparison.Ordinal));
        foreach (string raw in report < 0 ? lines : lines.AsSpan(0, report))
        {
            string current = raw.Trim();
            if (TryReadInstruction(current, out int index))
            {
                instruction = index;
                // What came before the last instruction was not the end of it.
                reason = null;
            }
            else if (current.StartsWith("; ", StringComparison.Ordinal))
            {
                ReadAnnotation(current, ref text, ref file, ref line);
            }
            else if (reason is null && !IsNoise(current))
            {
                reason = WithoutStatistics(current);
            }
        }

        var structured = VerifierReport.Read(report < 0 ? [] : lines.AsSpan(report));
        reason ??= structured.Subject ?? LastSaid(lines) ?? "the log does not say why";
        return new(reason, structured.Reason, structured.Suggestion, InstructionIn(reason) ?? instruction, file, line, text);
    }

    /// <summary>Some kernels forget to end the line of a reason (expected prog array map for tail call).</summary>
    private static string WithoutStatistics(string line) =>
        line.IndexOf("processed ", StringComparison.Ordinal) is > 0 and var at ? line[..at] : line;

    /// <summary><c>12: (79) r1 = *(u64 *)(r1 +0)</c>.</summary>
    private static bool TryReadInstruction(string line, out int index)
    {
        index = 0;
        int colon = line.IndexOf(": (", StringComparison.Ordinal);
        return colon > 0 && int.TryParse(line.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out index);
    }

    /// <summary><c>; int x = *p; @ probe.cs:14</c>; before kernel 6.8 without the place.</summary>
    private static void ReadAnnotation(string annotation, ref string? text, ref string? file, ref int? line)
    {
        int at = annotation.LastIndexOf(" @ ", StringComparison.Ordinal);
        text = (at < 2 ? annotation[2..] : annotation[2..at]).Trim();
        if (at < 2)
            return;
        string place = annotation[(at + 3)..];
        int colon = place.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(place.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            return;
        file = place[..colon];
        line = number;
    }

    /// <summary>
    /// Errors about the program's shape name their instruction themselves: <c>unreachable insn 7</c>; those about what is
    /// never given back, where it was taken: <c>alloc_insn=3</c>.
    /// </summary>
    private static int? InstructionIn(string reason) => NumberAfter("alloc_insn=", reason) ?? NumberAfter("insn ", reason);

    private static int? NumberAfter(string word, string reason)
    {
        int at = reason.IndexOf(word, StringComparison.Ordinal);
        if (at < 0)
            return null;
        int start = at + word.Length, end = start;
        while (end < reason.Length && char.IsAsciiDigit(reason[end]))
            end++;
        return int.TryParse(reason.AsSpan(start, end - start), NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : null;
    }

    /// <summary>Lines that report state, progress or statistics.</summary>
    private static bool IsNoise(string line)
    {
        if (line.Length == 0)
            return true;
        foreach (string start in (ReadOnlySpan<string>)
        [
            "processed ", "verification time", "stack depth", "peak_states", "from ", "func#", "Func#", "Validating ", "Global function", "caller:",
            "callee:", "returning from", "to caller", "last_idx", "regs=", "parent ", "mark_precise", "frame", "cur state", "old state", "propagating",
            "fixup", "insns processed", "live regs", "Live regs", "max_states",
        ])
        {
            if (line.StartsWith(start, StringComparison.Ordinal))
                return true;
        }

        return IsRegisterState(line) || IsStateAfterIndex(line);
    }

    /// <summary><c>R0=inv(id=0) R10=fp0</c>, but not <c>R1 invalid mem access</c>.</summary>
    private static bool IsRegisterState(string line)
    {
        if (line[0] != 'R' || line.Length < 3 || !char.IsAsciiDigit(line[1]))
            return false;
        int end = 2;
        while (end < line.Length && (char.IsAsciiDigit(line[end]) || line[end] == '_' || char.IsAsciiLetterLower(line[end])))
            end++;
        return end < line.Length && line[end] == '=';
    }

    /// <summary><c>5: R1=ctx() R10=fp0</c>, and <c>0: R1=…</c> at the start.</summary>
    private static bool IsStateAfterIndex(string line)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            && int.TryParse(line.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && (line[(colon + 1)..].Trim() is { Length: 0 } || IsRegisterState(line[(colon + 1)..].Trim()) || line.Contains(" safe", StringComparison.Ordinal));
    }

    private static string? LastSaid(string[] lines)
    {
        for (int index = lines.Length - 1; index >= 0; index--)
        {
            string line = lines[index].Trim();
            if (!IsNoise(line) && !TryReadInstruction(line, out _) && !line.StartsWith("; ", StringComparison.Ordinal))
                return line;
        }

        return null;
    }
}
