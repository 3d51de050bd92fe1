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
        if (!CheckName(property, "global") || !CheckData(property.Type, property))
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
        AttributeData? attribute = KnownNames.FindAttribute(property, "InitialValueAttribute");
        if (attribute is not { ConstructorArguments: [{ Value: { } raw }] })
            return [];
        if (shape is not IntegerShape integer)
        {
            diagnostics.Report(ObjectDiagnostics.InitialValue, property.Locations[0], property.Name, "only integers, enums and bool can have one");
            return [];
        }

        ulong bits = raw is ulong unsigned ? unsigned : unchecked((ulong)Convert.ToInt64(raw, System.Globalization.CultureInfo.InvariantCulture));
        if (!Fits(raw, integer))
        {
            diagnostics.Report(ObjectDiagnostics.InitialValue, property.Locations[0], property.Name, $"{raw} is outside the range of '{property.Type.ToDisplayString()}'");
            return [];
        }
        ImmutableArray<byte>.Builder bytes = ImmutableArray.CreateBuilder<byte>(integer.Size);
        for (int i = 0; i < integer.Size; i++)
            bytes.Add((byte)(bits >> (8 * i)));
        return bytes.MoveToImmutable();
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
