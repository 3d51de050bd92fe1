namespace BpfSharp;

/// <summary>Finds the names someone may have meant.</summary>
internal static class NearNames
{
    private const int Shown = 3;

    /// <summary>" Did you mean …?", or nothing when no name is near.</summary>
    public static string Suggest(string wanted, IEnumerable<string> names)
    {
        int limit = Math.Max(2, wanted.Length / 4);
        var near = names
            .Select(name => (Name: name, Distance: Distance(wanted, name, limit)))
            .Where(candidate => candidate.Distance <= limit)
            .OrderBy(static candidate => candidate.Distance)
            .ThenBy(static candidate => candidate.Name, StringComparer.Ordinal)
            .Take(Shown)
            .Select(static candidate => candidate.Name)
            .ToArray();
        return near.Length == 0 ? "" : $" Did you mean {string.Join(", ", near)}?";
    }

    /// <summary>Edits from one to the other; more than the limit once it is certain to be. A name that continues the wanted one is near.</summary>
    private static int Distance(string wanted, string name, int limit)
    {
        if (name.AsSpan().IndexOf(wanted.AsSpan(), StringComparison.Ordinal) >= 0)
            return 1;
        if (wanted.Length > 256 || Math.Abs(wanted.Length - name.Length) > limit)
            return limit + 1;
        Span<int> previous = stackalloc int[name.Length + 1], current = stackalloc int[name.Length + 1];
        for (int column = 0; column <= name.Length; column++)
            previous[column] = column;
        for (int row = 1; row <= wanted.Length; row++)
        {
            current[0] = row;
            for (int column = 1; column <= name.Length; column++)
            {
                int substitution = previous[column - 1] + (wanted[row - 1] == name[column - 1] ? 0 : 1);
                current[column] = Math.Min(substitution, Math.Min(previous[column], current[column - 1]) + 1);
            }

            current.CopyTo(previous);
        }

        return previous[name.Length];
    }
}
