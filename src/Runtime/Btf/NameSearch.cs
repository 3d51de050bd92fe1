namespace BpfSharp.Btf;

/// <summary>
/// Finds types by name without an index: a vectorised search of the strings gives the name's offset, another of the
/// types' name offsets gives the types. On a kernel's 126 000 types that is about 0.2 ms a name, where an index
/// costs 20 ms before the first answer; a program asks for a handful of names.
/// </summary>
internal static class NameSearch
{
    /// <summary>
    /// Adds the ids, ascending, of the types whose name without flavour is <paramref name="name"/>
    /// (<c>foo</c> finds <c>foo</c> and <c>foo___old</c>).
    /// </summary>
    /// <param name="strings">Strings that end with a zero byte each; names are whole strings, as all writers of BTF have them.</param>
    /// <param name="nameOffsets">The name of each type, by offset in <paramref name="strings"/> plus <paramref name="firstString"/>.</param>
    /// <param name="firstString">What the offset of the first string is; not 0 in a split set.</param>
    /// <param name="firstId">The id of the first type.</param>
    /// <param name="name">Without flavour.</param>
    /// <param name="found">Takes the ids.</param>
    public static void Find(ReadOnlySpan<byte> strings, ReadOnlySpan<uint> nameOffsets, uint firstString, int firstId, ReadOnlySpan<byte> name, List<int> found)
    {
        const int longest = 512; // the kernel's own limit
        if (name.IsEmpty || name.Length > longest || name.Contains((byte)0)) return;
        int before = found.Count;
        if (strings.StartsWith(name) && IsName(strings, name)) AddTypes(nameOffsets, firstString, firstId, found);
        // With the end of the string before it, or "file" would be found inside of a thousand names.
        Span<byte> needle = stackalloc byte[name.Length + 1];
        needle[0] = 0;
        name.CopyTo(needle[1..]);
        for (int at = 0; ; at += needle.Length)
        {
            int next = strings[at..].IndexOf(needle);
            if (next < 0) break;
            at += next;
            if (IsName(strings[(at + 1)..], name)) AddTypes(nameOffsets, firstString + (uint)at + 1, firstId, found);
        }
        if (found.Count - before > 1) found.Sort(before, found.Count - before, null);
    }

    static bool IsName(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> name)
    {
        if (rest.Length <= name.Length) return false;
        if (rest[name.Length] == 0) return true;
        if (rest[name.Length] != (byte)'_') return false;
        int end = rest.IndexOf((byte)0);
        return end > 0 && Flavour.Strip(rest[..end]).SequenceEqual(name);
    }

    static void AddTypes(ReadOnlySpan<uint> nameOffsets, uint wanted, int firstId, List<int> found)
    {
        for (int at = 0; at < nameOffsets.Length; at++)
        {
            int next = nameOffsets[at..].IndexOf(wanted);
            if (next < 0) return;
            at += next;
            found.Add(firstId + at);
        }
    }
}
