using System.Globalization;

namespace BpfSharp;

/// <summary>
/// A lock that is not released is noticed where the program ends, or where it calls something; what is wrong is where it was taken.
/// </summary>
internal static class HeldLock
{
    private static readonly string[] s_words = ["missing unlock", "spin_unlock is missing", "inside bpf_spin_lock", "active lock region"];

    private const string Taken = "call bpf_spin_lock#";

    /// <summary>The instruction that took the lock which is still held; null when that is not what the verifier says, or the log does not have it.</summary>
    public static int? TakenAt(string reason, string log)
    {
        if (!Array.Exists(s_words, words => reason.Contains(words, StringComparison.Ordinal)))
            return null;
        for (int call = log.LastIndexOf(Taken, StringComparison.Ordinal); call >= 0; call = call == 0 ? -1 : log.LastIndexOf(Taken, call - 1, StringComparison.Ordinal))
        {
            // "12: (85) call bpf_spin_lock#93"; the report of 7.3 shows it as "9 | (85) call …".
            var line = log.AsSpan(log.LastIndexOf('\n', call) + 1);
            int colon = line.IndexOf(':');
            if (colon > 0 && int.TryParse(line[..colon].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int index))
                return index;
        }

        return null;
    }
}
