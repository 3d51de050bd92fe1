using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Types;

/// <summary>
/// The bytes of a type that belong to no field. In a map's key they count all the same, and what C# leaves in them is chance.
/// </summary>
internal static class StructPadding
{
    /// <summary>Offset and length of each gap, one after the other: offset, length, offset, length …</summary>
    public static ImmutableArray<int> Of(ITypeSymbol type, TypeShapes shapes)
    {
        bool[] used = new bool[shapes.Of(type).Size];
        Mark(type, 0, used, shapes);
        ImmutableArray<int>.Builder gaps = ImmutableArray.CreateBuilder<int>();
        for (int start = 0; start < used.Length; start++)
        {
            if (used[start])
                continue;
            int end = start;
            while (end < used.Length && !used[end])
                end++;
            gaps.Add(start);
            gaps.Add(end - start);
            start = end;
        }
        return gaps.ToImmutable();
    }

    private static void Mark(ITypeSymbol type, int offset, bool[] used, TypeShapes shapes)
    {
        if (shapes.Of(type) is not StructShape { Layout: var layout })
        {
            Fill(used, offset, shapes.Of(type).Size);
            return;
        }
        int repeats = Math.Max(layout.InlineLength, 1);
        for (int i = 0; i < repeats; i++)
        {
            int start = offset + i * (layout.Size / repeats);
            foreach (FieldPlace place in layout.Fields)
            {
                if (place.FixedLength > 0)
                    Fill(used, start + place.Offset, place.Size);
                else
                    Mark(place.Field.Type, start + place.Offset, used, shapes);
            }
        }
    }

    private static void Fill(bool[] used, int offset, int length)
    {
        for (int i = offset; i < Math.Min(offset + length, used.Length); i++)
            used[i] = true;
    }
}
