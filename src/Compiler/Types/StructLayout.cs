using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Types;

/// <summary>Where the fields of an unmanaged struct are, as the CLR lays it out on a 64-bit machine.</summary>
/// <param name="InlineLength">The element count of an <c>[InlineArray]</c>, else 0.</param>
internal sealed record StructLayout(INamedTypeSymbol Type, int Size, int Align, ImmutableArray<FieldPlace> Fields, int InlineLength = 0)
{
    public FieldPlace? Find(IFieldSymbol field)
    {
        foreach (FieldPlace place in Fields)
        {
            // A tuple's elements have names for the reader only.
            if (Type.IsTupleType && (field.CorrespondingTupleField ?? field).Name == place.Field.Name)
                return place;
            if (SymbolEqualityComparer.Default.Equals(place.Field.OriginalDefinition, field.OriginalDefinition))
                return place;
        }
        return null;
    }
}

/// <summary>One field: its offset in bytes and, for fixed buffers, how many elements it has.</summary>
internal sealed record FieldPlace(IFieldSymbol Field, int Offset, int Size, int FixedLength = 0)
{
    /// <summary>Whether it is a <c>ref</c> field: an address.</summary>
    public bool IsReference => Field.RefKind != RefKind.None;
}
