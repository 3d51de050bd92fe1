using System.Globalization;

namespace BpfSharp.Sys;

/// <summary>How many CPUs the kernel keeps values for: all that may ever appear, not those that are on.</summary>
internal static class CpuTopology
{
    private const string PossiblePath = "/sys/devices/system/cpu/possible";

    private static readonly Lazy<int> Count = new(() => Parse(File.ReadAllText(PossiblePath)));

    public static int PossibleCount => Count.Value;

    /// <summary>Counts a list such as <c>0-3,8-11</c>. The kernel lines values up without gaps, so gaps do not count.</summary>
    public static int Parse(string list)
    {
        int count = 0;
        foreach (string range in list.Trim().Split(','))
        {
            int dash = range.IndexOf('-', StringComparison.Ordinal);
            if (!TryParse(range.AsSpan(dash + 1), out int last) || !TryParse(dash < 0 ? range : range.AsSpan(0, dash), out int first) || last < first)
                throw new FormatException($"{PossiblePath} holds '{list.Trim()}', which is no list of CPUs.");
            count += last - first + 1;
        }

        return count;
    }

    private static bool TryParse(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
