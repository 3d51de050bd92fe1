using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Conversions between integers and pointers.</summary>
partial class ProgramLowerer
{
    /// <summary>Whether a conversion traps where it loses something; Roslyn says so of those between numbers only, not of enums and nullable values.</summary>
    private bool IsChecked(IConversionOperation conversion) =>
        conversion.IsChecked || !conversion.IsImplicit && !conversion.Conversion.IsNumeric && IsInCheckedContext(conversion);

    private IrValue LowerConversion(IConversionOperation conversion)
    {
        if (conversion.OperatorMethod is { } method)
            return LowerOperatorCall(method, conversion, conversion.Operand);
        if (conversion.Operand is IThrowOperation @throw)
        {
            LowerThrow(@throw);
            return Poison(conversion.Type);
        }
        if (TypeOf(conversion.Operand) is not { } from)
            return LowerValue(conversion.Operand); // null and default literals take the type they are used as
        if (!CheckType(from, conversion.Operand))
            return Poison(conversion.Type);
        if (NullableValue(from) is { } plain && NullableValue(conversion.Type) is null)
            return Convert(LoadPlace(ValueOrTrap(conversion.Operand), conversion), plain, TypeOf(conversion)!, IsChecked(conversion), conversion);
        return Convert(LowerValue(conversion.Operand), from, TypeOf(conversion)!, IsChecked(conversion), conversion);
    }

    private IrValue Convert(IrValue value, ITypeSymbol from, ITypeSymbol to, bool isChecked, IOperation operation)
    {
        switch (Shapes.Of(from), Shapes.Of(to))
        {
            case (IntegerShape { IsBool: true }, IntegerShape { IsBool: true }):
                return value;
            case (IntegerShape source, IntegerShape target) when !source.IsBool && !target.IsBool:
                return ConvertInteger(value, source, target, isChecked);
            case (PointerShape, PointerShape):
                return value;
            case (PointerShape, IntegerShape target):
                IrValue bits = value is IrNullPointer ? IrBuilder.Constant(IrType.I64, 0) : _builder.Convert(IrConversion.PointerToInt, value, IrType.I64);
                return _builder.Resize(bits, target.Register, signExtend: false);
            case (IntegerShape source, PointerShape):
                return _builder.Convert(IrConversion.IntToPointer, _builder.Resize(value, IrType.I64, source.IsSigned), IrType.Pointer);
            default:
                return Unsupported(operation, $"there is no conversion from '{from.ToDisplayString()}' to '{to.ToDisplayString()}' in the kernel");
        }
    }

    private IrValue ConvertInteger(IrValue value, IntegerShape source, IntegerShape target, bool isChecked)
    {
        if (value.Type != source.Register)
            return IrBuilder.Constant(target.Register, 0); // reported where it was lowered
        if (isChecked)
            TrapUnlessFits(value, source, target);
        return _builder.Resize(value, target.Register, source.IsSigned);
    }

    private void TrapUnlessFits(IrValue value, IntegerShape source, IntegerShape target)
    {
        int targetBits = target.IsSigned ? target.Bits - 1 : target.Bits;
        int sourceBits = source.IsSigned ? source.Bits - 1 : source.Bits;
        IrIntType type = source.Register;
        if (source.IsSigned && (!target.IsSigned || target.Bits < source.Bits))
        {
            long smallest = target.IsSigned ? -1L << targetBits : 0;
            TrapUnless(_builder.Compare(IrComparison.SignedGreaterOrEqual, value, IrBuilder.Constant(type, smallest)), TrapReasons.Overflow);
        }
        if (targetBits < sourceBits)
        {
            IrComparison comparison = source.IsSigned ? IrComparison.SignedLessOrEqual : IrComparison.UnsignedLessOrEqual;
            TrapUnless(_builder.Compare(comparison, value, IrBuilder.Constant(type, (1L << targetBits) - 1)), TrapReasons.Overflow);
        }
    }
}
