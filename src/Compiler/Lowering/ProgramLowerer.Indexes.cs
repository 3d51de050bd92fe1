using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>
/// <c>Index</c> and <c>Range</c> as values. An index is kept as the CLR keeps it, in 32 bits of which those from the end are the
/// complement; a range is two of them, the start below.
/// </summary>
partial class ProgramLowerer
{
    private const string IndexType = "System.Index", RangeType = "System.Range";

    private static bool IsIndexOrRange(ITypeSymbol? type) => KnownNames.FullName(type) is IndexType or RangeType;

    /// <summary>What makes an index or a range, or asks one; null for any other expression.</summary>
    private IrValue? TryLowerIndexValue(IOperation operation)
    {
        switch (operation)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat:
                return Complement(CheckedIndex(LowerValue(hat.Operand)));
            case IConversionOperation { OperatorMethod: not null } conversion when KnownNames.FullName(conversion.Type) == IndexType && conversion.Operand.Type?.SpecialType == SpecialType.System_Int32:
                return CheckedIndex(LowerValue(conversion.Operand));
            case IRangeOperation { IsLifted: false } range:
                IrValue start = range.LeftOperand is { } left ? LowerValue(left) : FromStart(0);
                IrValue end = range.RightOperand is { } right ? LowerValue(right) : Complement(FromStart(0));
                return MakeRange(start, end);
            case IObjectCreationOperation { Initializer: null } creation when KnownNames.FullName(creation.Type) == RangeType && creation.Arguments.Length == 2 && AreInOrder(creation.Arguments):
                return MakeRange(LowerValue(creation.Arguments[0].Value), LowerValue(creation.Arguments[1].Value));
            case IObjectCreationOperation { Initializer: null } creation when KnownNames.FullName(creation.Type) == IndexType && creation.Arguments.Length == 2 && AreInOrder(creation.Arguments):
                IrValue value = LowerValue(creation.Arguments[0].Value), isFromEnd = LowerValue(creation.Arguments[1].Value);
                value = CheckedIndex(value);
                return _builder.Select(isFromEnd, Complement(value), value);
            case IPropertyReferenceOperation property when IsIndexOrRange(property.Property.ContainingType):
                return LowerIndexMember(property.Property.ContainingType.Name + "." + property.Property.Name, property.Instance);
            case IInvocationOperation { TargetMethod.Name: "GetOffset", Instance: { } instance } call when KnownNames.FullName(instance.Type) == IndexType:
                IrValue index = LowerValue(instance), length = LowerValue(call.Arguments[0].Value);
                return _builder.Resize(Position(index, Extend(length, isSigned: true)), IrType.I32, signExtend: false);
            default:
                return null;
        }
    }

    private IrValue? LowerIndexMember(string member, IOperation? instance) => member switch
    {
        "Index.Start" => FromStart(0),
        "Index.End" => Complement(FromStart(0)),
        "Range.All" => MakeRange(FromStart(0), Complement(FromStart(0))),
        "Index.Value" when LowerValue(instance!) is var index => _builder.Select(IsFromEnd(index), Complement(index), index),
        "Index.IsFromEnd" => IsFromEnd(LowerValue(instance!)),
        "Range.Start" => StartOf(LowerValue(instance!)),
        "Range.End" => EndOf(LowerValue(instance!)),
        _ => null,
    };

    private static IrConstant FromStart(int index) => IrBuilder.Constant(IrType.I32, index);

    private IrValue Complement(IrValue index) =>
        index is IrConstant constant ? IrBuilder.Constant(IrType.I32, ~constant.Value) : _builder.Binary(IrBinaryOperator.Xor, index, IrBuilder.Constant(IrType.I32, -1));

    private IrValue IsFromEnd(IrValue index) => _builder.Compare(IrComparison.SignedLess, index, FromStart(0));

    /// <summary>A number that becomes an index: it cannot be negative.</summary>
    private IrValue CheckedIndex(IrValue value)
    {
        if (value is not IrConstant { Value: >= 0 })
            TrapUnless(_builder.Compare(IrComparison.SignedGreaterOrEqual, value, FromStart(0)), TrapReasons.ArgumentOutOfRange);
        return value;
    }

    private IrValue MakeRange(IrValue start, IrValue end) => _builder.Binary(
        IrBinaryOperator.Or, Extend(start, isSigned: false), _builder.Binary(IrBinaryOperator.ShiftLeft, Extend(end, isSigned: false), Number(32)));

    private IrValue StartOf(IrValue range) => _builder.Resize(range, IrType.I32, signExtend: false);

    private IrValue EndOf(IrValue range) => _builder.Resize(_builder.Binary(IrBinaryOperator.LogicalShiftRight, range, Number(32)), IrType.I32, signExtend: false);

    /// <summary>Where an index is in so many elements; outside of them if it is not valid there.</summary>
    private IrValue Position(IrValue index, IrValue length)
    {
        IrValue wide = Extend(index, isSigned: true);
        IrValue fromEnd = _builder.Binary(IrBinaryOperator.Add, _builder.Binary(IrBinaryOperator.Add, length, wide), Number(1));
        return _builder.Select(IsFromEnd(index), fromEnd, wide);
    }

    /// <summary>A slice by a range that is a value.</summary>
    private SpanValue SliceByValue(SpanValue span, IOperation range, ITypeSymbol element)
    {
        IrValue value = LowerValue(range);
        IrValue start = Position(StartOf(value), span.Length);
        return Slice(span, start, Subtract(Position(EndOf(value), span.Length), start), element);
    }
}
