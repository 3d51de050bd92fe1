using System.Globalization;
using System.Text;

namespace BpfSharp;

/// <summary>Reads the figures at the end of the verifier's log.</summary>
internal static class VerifierStatistics
{
    private const string StackDepth = "stack depth ";

    /// <summary><c>stack depth 16+8</c> (Linux 7.3: <c>stack depth max 24</c>) and <c>processed 9 insns (limit 1000000) max_states_per_insn 0 total_states 1 peak_states 1 mark_read 1</c>.</summary>
    public static BpfVerification Read(BpfProgram program, ReadOnlySpan<byte> log)
    {
        int end = log.IndexOf((byte)0);
        string text = Encoding.UTF8.GetString(end < 0 ? log : log[..end]);
        int depth = 0, at = text.IndexOf(StackDepth, StringComparison.Ordinal);
        if (at >= 0 && text.AsSpan(at + StackDepth.Length).StartsWith("max "))
            at += "max ".Length;
        // One number for each function; which calls which is not said, so their sum is the most it can be.
        for (at = at < 0 ? -1 : at + StackDepth.Length; at >= 0; at = EndOfNumber(text, at) is var next && next < text.Length && text[next] == '+' ? next + 1 : -1)
            depth += NumberAt(text, at);
        return new(program.Name, program.Section)
        {
            VerifiedInstructions = NumberAfter(text, "processed "),
            States = NumberAfter(text, "total_states "),
            StackDepth = depth,
        };
    }

    private static int NumberAfter(string text, string word)
    {
        int at = text.IndexOf(word, StringComparison.Ordinal);
        return at < 0 ? 0 : NumberAt(text, at + word.Length);
    }

    private static int NumberAt(string text, int start) =>
        int.TryParse(text.AsSpan(start, EndOfNumber(text, start) - start), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;

    private static int EndOfNumber(string text, int start)
    {
        int end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return end;
    }
}
