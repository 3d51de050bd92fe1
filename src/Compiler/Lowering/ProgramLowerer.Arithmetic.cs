using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Binary operators with C#'s meaning.</summary>
partial class ProgramLowerer
{
    private IrValue LowerBinary(IBinaryOperation operation)
    {
        bool isNullable = NullableValue(operation.LeftOperand.Type) is not null || NullableValue(operation.RightOperand.Type) is not null;
        if (operation.IsLifted || isNullable && operation.OperatorMethod is null)
            return LowerLiftedComparison(operation);
        if (operation.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr)
            return operation.OperatorMethod is null ? LowerConditionValue(operation) : LowerLogicalValue(operation);
        if (operation.OperatorMethod is { } method && !IsBuiltIn(method, operation.ConstrainedToType))
            return LowerOperatorCall(method, operation, operation.LeftOperand, operation.RightOperand);
        if (TypeOf(operation.LeftOperand) is not { } left || TypeOf(operation.RightOperand) is not { } right)
            return LowerNullComparison(operation);

        bool isPointer = left is IPointerTypeSymbol || right is IPointerTypeSymbol;
        if (isPointer && operation.OperatorKind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract)
            return LowerPointerArithmetic(operation);

        IrValue a = LowerValue(operation.LeftOperand), b = LowerValue(operation.RightOperand);
        if (ComparisonOf(operation.OperatorKind, isPointer || !IsSigned(left)) is { } comparison)
            return SameType(a, b) ? _builder.Compare(comparison, a, b) : Poison(operation.Type);
        if (Shapes.Of(left) is not IntegerShape shape || a.Type is not IrIntType || b.Type is not IrIntType)
            return Unsupported(operation, "its operands are not integers");
        if (operation.OperatorMethod is not null && shape.Bits < 32)
            return CalculateNarrow(operation.OperatorKind, a, b, left, operation.IsChecked, operation);
        return Calculate(operation.OperatorKind, a, b, shape, operation.IsChecked, operation);
    }

    private IrValue LowerNullComparison(IBinaryOperation operation)
    {
        IOperation? pointer = operation.LeftOperand.Type is null ? operation.RightOperand : operation.LeftOperand;
        if (pointer.Type is not IPointerTypeSymbol || ComparisonOf(operation.OperatorKind, isUnsigned: true) is not { } comparison)
            return Unsupported(operation, "only pointers can be compared with null");
        return _builder.Compare(comparison, LowerValue(pointer), IrNullPointer.Instance);
    }

    private bool IsSigned(ITypeSymbol type) => Shapes.Of(type) is IntegerShape { IsSigned: true };

    // Differs only after an error that was reported.
    private static bool SameType(IrValue a, IrValue b) => a.Type == b.Type;

    private static IrComparison? ComparisonOf(BinaryOperatorKind kind, bool isUnsigned) => kind switch
    {
        BinaryOperatorKind.Equals => IrComparison.Equal,
        BinaryOperatorKind.NotEquals => IrComparison.NotEqual,
        BinaryOperatorKind.LessThan => isUnsigned ? IrComparison.UnsignedLess : IrComparison.SignedLess,
        BinaryOperatorKind.LessThanOrEqual => isUnsigned ? IrComparison.UnsignedLessOrEqual : IrComparison.SignedLessOrEqual,
        BinaryOperatorKind.GreaterThan => isUnsigned ? IrComparison.UnsignedGreater : IrComparison.SignedGreater,
        BinaryOperatorKind.GreaterThanOrEqual => isUnsigned ? IrComparison.UnsignedGreaterOrEqual : IrComparison.SignedGreaterOrEqual,
        _ => null,
    };

    /// <summary>One arithmetic operation on two values of the same shape (shift counts excepted).</summary>
    private IrValue Calculate(BinaryOperatorKind kind, IrValue a, IrValue b, IntegerShape shape, bool isChecked, IOperation operation)
    {
        IrIntType type = shape.Register;
        switch (kind)
        {
            case BinaryOperatorKind.LeftShift:
                return _builder.Binary(IrBinaryOperator.ShiftLeft, a, ShiftCount(b, type));
            case BinaryOperatorKind.RightShift:
                return _builder.Binary(shape.IsSigned ? IrBinaryOperator.ArithmeticShiftRight : IrBinaryOperator.LogicalShiftRight, a, ShiftCount(b, type));
            case BinaryOperatorKind.UnsignedRightShift:
                return _builder.Binary(IrBinaryOperator.LogicalShiftRight, a, ShiftCount(b, type));
        }
        if (!SameType(a, b))
            return Poison(operation.Type);
        switch (kind)
        {
            case BinaryOperatorKind.And:
                return _builder.Binary(IrBinaryOperator.And, a, b);
            case BinaryOperatorKind.Or:
                return _builder.Binary(IrBinaryOperator.Or, a, b);
            case BinaryOperatorKind.ExclusiveOr:
                return _builder.Binary(IrBinaryOperator.Xor, a, b);
            case BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply:
                return isChecked ? CalculateChecked(kind, a, b, shape) : _builder.Binary(OperatorOf(kind), a, b);
            case BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder:
                return Divide(a, b, shape, isRemainder: kind == BinaryOperatorKind.Remainder);
            default:
                return Unsupported(operation, "the operator is not supported yet");
        }
    }

    private static IrBinaryOperator OperatorOf(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => IrBinaryOperator.Add,
        BinaryOperatorKind.Subtract => IrBinaryOperator.Subtract,
        _ => IrBinaryOperator.Multiply,
    };

    // C# uses the low five or six bits of a shift count, whatever its sign.
    private IrValue ShiftCount(IrValue count, IrIntType type)
    {
        IrValue resized = _builder.Resize(count, type, signExtend: false);
        return resized is IrConstant constant
            ? IrBuilder.Constant(type, constant.Value & (type.Bits - 1))
            : _builder.Binary(IrBinaryOperator.And, resized, IrBuilder.Constant(type, type.Bits - 1));
    }

    private IrValue Divide(IrValue a, IrValue b, IntegerShape shape, bool isRemainder)
    {
        IrIntType type = shape.Register;
        IrConstant? constant = b as IrConstant;
        TrapUnless(constant is { Value: not 0 }, () => _builder.Compare(IrComparison.NotEqual, b, IrBuilder.Constant(type, 0)), TrapReasons.DivideByZero);
        if (!shape.IsSigned)
            return _builder.Binary(isRemainder ? IrBinaryOperator.UnsignedRemainder : IrBinaryOperator.UnsignedDivide, a, b);

        if (constant is null || constant.Value == -1)
        {
            // The one quotient that does not fit: the smallest number by -1.
            IrValue fits = _builder.Binary(
                IrBinaryOperator.Or,
                _builder.Compare(IrComparison.NotEqual, a, IrBuilder.Constant(type, long.MinValue >> (64 - type.Bits))),
                _builder.Compare(IrComparison.NotEqual, b, IrBuilder.Constant(type, -1)));
            TrapUnless(fits, TrapReasons.Overflow);
        }
        return DivideSigned(a, b, type, isRemainder);
    }

    /// <summary>
    /// Signed division by an unsigned one: BPF has none before -mcpu=v4 (kernel 6.6). The quotient is negative where the
    /// signs differ, the remainder where the dividend is.
    /// </summary>
    private IrValue DivideSigned(IrValue a, IrValue b, IrIntType type, bool isRemainder)
    {
        if (b is IrConstant { Value: > 0 } constant && (constant.Value & (constant.Value - 1)) == 0)
            return _builder.Binary(isRemainder ? IrBinaryOperator.SignedRemainder : IrBinaryOperator.SignedDivide, a, b); // becomes shifts
        IrValue result = _builder.Binary(
            isRemainder ? IrBinaryOperator.UnsignedRemainder : IrBinaryOperator.UnsignedDivide, Magnitude(a, type), Magnitude(b, type));
        IrValue sign = isRemainder ? a : _builder.Binary(IrBinaryOperator.Xor, a, b);
        IrValue isNegative = _builder.Compare(IrComparison.SignedLess, sign, IrBuilder.Constant(type, 0));
        return _builder.Select(isNegative, _builder.Binary(IrBinaryOperator.Subtract, IrBuilder.Constant(type, 0), result), result);
    }

    private IrValue Magnitude(IrValue value, IrIntType type)
    {
        if (value is IrConstant constant)
            return IrBuilder.Constant(type, constant.Value < 0 ? -constant.Value : constant.Value);
        IrValue isNegative = _builder.Compare(IrComparison.SignedLess, value, IrBuilder.Constant(type, 0));
        return _builder.Select(isNegative, _builder.Binary(IrBinaryOperator.Subtract, IrBuilder.Constant(type, 0), value), value);
    }

    private IrValue CalculateChecked(BinaryOperatorKind kind, IrValue a, IrValue b, IntegerShape shape)
    {
        IrIntType type = shape.Register;
        if (kind == BinaryOperatorKind.Multiply)
            return MultiplyChecked(a, b, shape);

        IrValue result = _builder.Binary(OperatorOf(kind), a, b);
        IrValue fits;
        if (!shape.IsSigned)
        {
            fits = kind == BinaryOperatorKind.Add
                ? _builder.Compare(IrComparison.UnsignedGreaterOrEqual, result, a)
                : _builder.Compare(IrComparison.UnsignedGreaterOrEqual, a, b);
        }
        else
        {
            // Overflow shows in the sign: of a sum, when it differs from both operands'; of a difference, when the
            // operands' signs differ and the result's is not the first one's.
            IrValue first = _builder.Binary(IrBinaryOperator.Xor, a, kind == BinaryOperatorKind.Add ? result : b);
            IrValue second = _builder.Binary(IrBinaryOperator.Xor, kind == BinaryOperatorKind.Add ? b : a, result);
            fits = _builder.Compare(
                IrComparison.SignedGreaterOrEqual, _builder.Binary(IrBinaryOperator.And, first, second), IrBuilder.Constant(type, 0));
        }
        TrapUnless(fits, TrapReasons.Overflow);
        return result;
    }

    /// <summary>
    /// There are no 128 bits to see an overflow in: dividing the product of the magnitudes by one of them must give the other.
    /// LLVM knows that test and would make 128 bits of it again, so the product is hidden from it.
    /// </summary>
    private IrValue MultiplyWideChecked(IrValue a, IrValue b, IntegerShape shape)
    {
        IrValue x = shape.IsSigned ? Magnitude(a, IrType.I64) : a, y = shape.IsSigned ? Magnitude(b, IrType.I64) : b;
        IrValue product = _builder.Opaque(_builder.Binary(IrBinaryOperator.Multiply, x, y));
        IrValue isZero = _builder.Compare(IrComparison.Equal, x, Number(0));
        IrValue quotient = _builder.Binary(IrBinaryOperator.UnsignedDivide, product, _builder.Select(isZero, Number(1), x));
        IrValue fits = _builder.Binary(IrBinaryOperator.Or, isZero, _builder.Compare(IrComparison.Equal, quotient, y));
        if (shape.IsSigned)
        {
            IrValue isNegative = _builder.Compare(IrComparison.SignedLess, _builder.Binary(IrBinaryOperator.Xor, a, b), Number(0));
            IrValue limit = _builder.Select(isNegative, Number(long.MinValue), Number(long.MaxValue));
            fits = _builder.Binary(IrBinaryOperator.And, fits, _builder.Compare(IrComparison.UnsignedLessOrEqual, product, limit));
        }
        TrapUnless(fits, TrapReasons.Overflow);
        return _builder.Binary(IrBinaryOperator.Multiply, a, b);
    }

    private IrValue MultiplyChecked(IrValue a, IrValue b, IntegerShape shape)
    {
        if (shape.Bits == 64)
            return MultiplyWideChecked(a, b, shape);
        IrValue wide = _builder.Binary(
            IrBinaryOperator.Multiply, _builder.Resize(a, IrType.I64, shape.IsSigned), _builder.Resize(b, IrType.I64, shape.IsSigned));
        IrValue result = _builder.Resize(wide, shape.Register, shape.IsSigned);
        TrapUnless(_builder.Compare(IrComparison.Equal, _builder.Resize(result, IrType.I64, shape.IsSigned), wide), TrapReasons.Overflow);
        return result;
    }
}
