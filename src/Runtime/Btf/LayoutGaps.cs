namespace BpfSharp.Btf;

/// <summary>Finds the bytes of a type that belong to no field.</summary>
internal static class LayoutGaps
{
    private const int DeepestNesting = 32;
    // Fields of a damaged type may overlap and multiply.
    private const int MostSteps = 1 << 18;

    /// <summary>Offset and length of each gap, one after the other; null when there is none, or when the type is not of this size.</summary>
    public static int[]? Of(BtfTypes types, int id, int size)
    {
        // Stack and keys are limited to 512 bytes (include/linux/filter.h, MAX_BPF_STACK); hash tables take more, from user code alone.
        const int longest = 1 << 16;
        if (size is 0 or > longest || types.SizeOf(id) != size || types.SkipModifiers(id).Kind is not (BtfKind.Struct or BtfKind.Array))
            return null;
        bool[] used = new bool[size];
        int steps = 0;
        if (!Mark(types, id, used, 0, ref steps))
            return null;
        List<int> gaps = [];
        for (int start = 0; start < size; start++)
        {
            if (used[start])
                continue;
            int end = start;
            while (end < size && !used[end])
                end++;
            gaps.AddRange([start, end - start]);
            start = end;
        }

        return gaps.Count == 0 ? null : [.. gaps];
    }

    /// <returns>False when it would take too long.</returns>
    private static bool Mark(BtfTypes types, int id, Span<bool> used, int depth, ref int steps)
    {
        if (++steps > MostSteps)
            return false;
        var type = types.SkipModifiers(id);
        long size = types.SizeOf(id);
        if (size <= 0 || size > used.Length)
            return true;
        if (type.Kind == BtfKind.Struct && depth < DeepestNesting)
        {
            for (int index = 0; index < type.Count; index++)
            {
                if (++steps > MostSteps)
                    return false;
                var member = type.Member(index);
                uint start = member.BitOffset / 8;
                if (start >= used.Length)
                    continue;
                if (member.BitSize != 0)
                    used[(int)start..(int)Math.Min((member.BitOffset + member.BitSize + 7) / 8, (uint)used.Length)].Fill(true);
                else if (!Mark(types, member.TypeId, used[(int)start..], depth + 1, ref steps))
                    return false;
            }
        }
        else if (type.Kind == BtfKind.Array && depth < DeepestNesting && types.SizeOf(type.ElementTypeId) is > 0 and var element)
        {
            for (long offset = 0; offset + element <= size; offset += element)
            {
                if (!Mark(types, type.ElementTypeId, used[(int)offset..], depth + 1, ref steps))
                    return false;
            }
        }
        else
        {
            used[..(int)size].Fill(true);
        }

        return true;
    }
}
