namespace BpfSharp.Btf;

/// <summary>
/// Local types may carry a suffix, <c>task_struct___old</c>, so that a program can describe several variants of one
/// kernel type. The separator is exactly three underscores between two other characters; the last one counts.
/// </summary>
internal static class Flavour
{
    /// <summary>The name without its flavour.</summary>
    public static ReadOnlySpan<byte> Strip(ReadOnlySpan<byte> name)
    {
        int end = name.Length;
        while (true)
        {
            int at = name[..end].LastIndexOf("___"u8);
            if (at < 1) return name;
            if (name[at - 1] != '_' && at + 3 < name.Length && name[at + 3] != '_') return name[..at];
            end = at + 2;
        }
    }
}
