using System.Collections.Immutable;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Binding;

partial class ObjectBinder
{
    private void BindGlobal(IPropertySymbol property, BoundObject bound)
    {
        bool isLive = property is { RefKind: RefKind.Ref, SetMethod: null };
        bool isReadOnly = property is { RefKind: RefKind.None, GetMethod: not null, SetMethod.IsInitOnly: true };
        if (property.IsStatic || property.IsIndexer || (!isLive && !isReadOnly))
        {
            diagnostics.Report(ObjectDiagnostics.GlobalShape, property.Locations[0], property.Name);
            bound.Refused.Add(property);
            return;
        }
        if (!CheckName(property, "global") || !CheckData(property.Type, property) || !CheckHasNoValueFields(property.Type, property))
        {
            bound.Refused.Add(property);
            return;
        }

        TypeShape shape = shapes.Of(property.Type);
        ImmutableArray<byte> initial = ReadInitialValue(property, shape);
        string section = isReadOnly ? ".rodata" : initial.IsEmpty ? ".bss" : ".data";
        IrGlobal ir = new(property.Name, section, shape.Size, shape.Align, debugTypes.Of(property.Type))
        {
            Initial = initial,
            Span = spans.Of(property),
        };
        bound.Globals.Add(new BoundGlobal(property, property.Type, isReadOnly, initial, ir));
    }

    private ImmutableArray<byte> ReadInitialValue(IPropertySymbol property, TypeShape shape)
    {
        if (KnownNames.FindAttribute(property, "InitialValueAttribute") is not { ConstructorArguments: [var argument] })
            return [];
        ImmutableArray<object> values = argument.Kind == TypedConstantKind.Array
            ? argument.Values.IsDefault ? [] : [.. argument.Values.Select(value => value.Value!)]
            : argument.Value is { } one ? [one] : [];
        List<(int Offset, ITypeSymbol Type)> slots = [];
        string? problem = argument.Kind != TypedConstantKind.Array && shape is not IntegerShape
                ? "a single number is only for integers, enums and bool; give the values of its fields, one after the other"
            : !FindSlots(property.Type, 0, slots) ? "only integers, enums and bool, and structs and arrays of them, can have one"
            : values.Length > slots.Count ? $"there are {values.Length} values for {slots.Count} fields"
            : null;
        byte[] bytes = new byte[shape.Size];
        for (int i = 0; problem is null && i < values.Length; i++)
            problem = Write(values[i], slots[i].Type, bytes.AsSpan(slots[i].Offset));
        if (problem is null)
            return values.IsEmpty ? [] : [.. bytes];
        diagnostics.Report(ObjectDiagnostics.InitialValue, property.Locations[0], property.Name, problem);
        return [];
    }

    /// <summary>The numbers that a type is made of, in order; false where it has other parts.</summary>
    private bool FindSlots(ITypeSymbol type, int offset, List<(int Offset, ITypeSymbol Type)> slots)
    {
        const int enough = 1 << 16;
        if (slots.Count > enough)
            return false;
        switch (shapes.Of(type))
        {
            case IntegerShape:
                slots.Add((offset, type));
                return true;
            case StructShape { Layout: { InlineLength: > 0, Fields: [var element] } array }:
                for (int i = 0; i < array.InlineLength; i++)
                {
                    if (!FindSlots(element.Field.Type, offset + i * (array.Size / array.InlineLength), slots))
                        return false;
                }
                return true;
            case StructShape { Layout: var layout }:
                return layout.Fields.All(field => field.FixedLength == 0 && FindSlots(field.Field.Type, offset + field.Offset, slots));
            default:
                return false;
        }
    }

    private string? Write(object raw, ITypeSymbol type, Span<byte> bytes)
    {
        IntegerShape integer = (IntegerShape)shapes.Of(type);
        if (!Fits(raw, integer))
            return $"{raw} is outside the range of '{type.ToDisplayString()}'";
        ulong bits = raw is ulong unsigned ? unsigned : unchecked((ulong)Convert.ToInt64(raw, System.Globalization.CultureInfo.InvariantCulture));
        for (int i = 0; i < integer.Size; i++)
            bytes[i] = (byte)(bits >> (8 * i));
        return null;
    }

    private static bool Fits(object raw, IntegerShape shape)
    {
        decimal value = Convert.ToDecimal(raw, System.Globalization.CultureInfo.InvariantCulture);
        if (shape.IsBool)
            return value is 0 or 1;
        decimal range = shape.Bits == 64 ? 18446744073709551616m : 1UL << shape.Bits;
        return shape.IsSigned ? value >= -range / 2 && value < range / 2 : value >= 0 && value < range;
    }
}
