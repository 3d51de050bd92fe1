namespace BpfSharp;

/// <summary>Patterns for names, as the build and the runtime understand them.</summary>
internal static class NamePattern
{
    /// <summary>Whether a name is what a pattern means: <c>*</c> stands for any letters, <c>?</c> for one.</summary>
    public static bool Matches(ReadOnlySpan<char> name, ReadOnlySpan<char> pattern)
    {
        int at = 0, inPattern = 0, star = -1, restart = 0;
        while (at < name.Length)
        {
            if (inPattern < pattern.Length && (pattern[inPattern] == '?' || pattern[inPattern] == name[at]))
            {
                at++;
                inPattern++;
            }
            else if (inPattern < pattern.Length && pattern[inPattern] == '*')
            {
                star = inPattern++;
                restart = at;
            }
            else if (star >= 0)
            {
                inPattern = star + 1;
                at = ++restart;
            }
            else
            {
                return false;
            }
        }

        while (inPattern < pattern.Length && pattern[inPattern] == '*')
            inPattern++;
        return inPattern == pattern.Length;
    }
}
