using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Works out, at build time, the bytes of what a <c>static readonly</c> field is initialised with.</summary>
internal sealed class StaticData(TypeShapes shapes)
{
    /// <summary>What could not be worked out; null when all could.</summary>
    public IOperation? Problem { get; private set; }

    /// <summary>The elements of an array or a collection expression; null where the expression is neither.</summary>
    public static IReadOnlyList<IOperation>? ElementsOf(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } conversion)
            operation = conversion.Operand;
        return operation switch
        {
            IArrayCreationOperation { DimensionSizes.Length: 1, Initializer: { } initializer } => initializer.ElementValues,
            ICollectionExpressionOperation collection when !collection.Elements.Any(element => element is ISpreadOperation) => collection.Elements,
            _ => null,
        };
    }

    /// <summary>Writes a value of a type at an offset.</summary>
    public void Write(IOperation value, ITypeSymbol type, byte[] bytes, int offset)
    {
        while (value is IConversionOperation { OperatorMethod: null, ConstantValue.HasValue: false } conversion && shapes.Of(conversion.Operand.Type) == shapes.Of(type))
            value = conversion.Operand;
        TypeShape shape = shapes.Of(type);
        switch (value)
        {
            case { ConstantValue: { HasValue: true, Value: var constant } } when shape is IntegerShape integer:
                WriteNumber(ProgramLowerer.ToBits(constant), integer.Size, bytes, offset);
                break;
            case IDefaultValueOperation:
                break;
            case IObjectCreationOperation { Arguments.IsEmpty: true, Constructor: null or { IsImplicitlyDeclared: true } } creation when shape is StructShape { Layout: { InlineLength: 0 } layout }:
                foreach (IOperation member in creation.Initializer?.Initializers ?? [])
                    WriteMember(member, layout, bytes, offset);
                break;
            case ITupleOperation tuple when shape is StructShape { Layout: var layout } && layout.Fields.Length == tuple.Elements.Length:
                for (int i = 0; i < tuple.Elements.Length; i++)
                    Write(tuple.Elements[i], layout.Fields[i].Field.Type, bytes, offset + layout.Fields[i].Offset);
                break;
            default:
                Problem ??= value;
                break;
        }
    }

    private void WriteMember(IOperation member, StructLayout layout, byte[] bytes, int offset)
    {
        IFieldSymbol? field = member is ISimpleAssignmentOperation assignment
            ? assignment.Target switch
            {
                IFieldReferenceOperation reference => reference.Field,
                IPropertyReferenceOperation property => ProgramLowerer.BackingField(property.Property),
                _ => null,
            }
            : null;
        if (field is not null && layout.Find(field) is { FixedLength: 0 } place)
            Write(((ISimpleAssignmentOperation)member).Value, place.Field.Type, bytes, offset + place.Offset);
        else
            Problem ??= member;
    }

    private static void WriteNumber(long value, int size, byte[] bytes, int offset)
    {
        for (int i = 0; i < size; i++)
            bytes[offset + i] = (byte)(value >> (8 * i));
    }
}
