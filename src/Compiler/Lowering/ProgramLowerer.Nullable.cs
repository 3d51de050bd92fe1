using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary><c>Nullable&lt;T&gt;</c>: a flag and a value, and the operators that C# lifts over it.</summary>
partial class ProgramLowerer
{
    private ITypeSymbol? NullableValue(ITypeSymbol? type) =>
        type is not null && TypeShapes.IsNullable(Resolve(type)) ? ((INamedTypeSymbol)Resolve(type)).TypeArguments[0] : null;

    /// <summary>A nullable in memory of the program's own.</summary>
    private MemoryPlace LowerNullable(IOperation operation)
    {
        Place place = LowerPlace(operation);
        if (place is MemoryPlace memory)
            return memory;
        MemoryPlace copy = NewTemporary(TypeOf(operation)!, "nullable");
        CopyInto(place, copy, operation);
        return copy;
    }

    private IrValue HasValue(MemoryPlace nullable) =>
        _builder.Compare(IrComparison.NotEqual, _builder.Load(IrType.I8, CheckedAddress(nullable), 1), IrBuilder.Constant(IrType.I8, 0));

    private void SetHasValue(MemoryPlace nullable) => _builder.Store(IrBuilder.Constant(IrType.I8, 1), CheckedAddress(nullable), 1);

    private MemoryPlace ValueOf(MemoryPlace nullable)
    {
        ITypeSymbol value = NullableValue(nullable.Type)!;
        int offset = TypeShapes.NullableOffset(Shapes.Of(value));
        return nullable with { Type = value, Align = AlignAt(nullable.Align, offset), Offset = nullable.Offset + offset };
    }

    private MemoryPlace ValueOrTrap(IOperation operation)
    {
        MemoryPlace nullable = LowerNullable(operation);
        TrapUnless(HasValue(nullable), TrapReasons.NoValue);
        return ValueOf(nullable);
    }

    private static bool IsNullLiteral(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } conversion)
            operation = conversion.Operand;
        return operation.ConstantValue is { HasValue: true, Value: null };
    }

    /// <summary>Evaluates an expression of a nullable type; false where it has the form of any other struct's.</summary>
    private bool TryLowerNullableInto(IOperation operation, MemoryPlace destination)
    {
        ITypeSymbol value = NullableValue(destination.Type)!;
        switch (operation)
        {
            case var _ when IsNullLiteral(operation):
            case IObjectCreationOperation { Arguments.IsEmpty: true }:
                Clear(destination);
                return true;
            case IObjectCreationOperation creation:
                LowerSome(creation.Arguments[0].Value, value, destination);
                return true;
            case IConversionOperation conversion:
                return TryConvertToNullable(conversion, value, destination);
            case IBinaryOperation { IsLifted: true } binary:
                LowerLiftedBinary(binary, destination);
                return true;
            case IUnaryOperation { IsLifted: true } unary:
                LowerLiftedUnary(unary, destination);
                return true;
            case ICoalesceOperation coalesce:
                LowerCoalesceInto(coalesce, destination);
                return true;
            case IConditionalAccessOperation access:
                LowerConditionalAccess(access, destination);
                return true;
            default:
                return false;
        }
    }

    private void LowerSome(IOperation operand, ITypeSymbol type, MemoryPlace destination)
    {
        MemoryPlace place = NewTemporary(type, "value");
        LowerInto(operand, place);
        Clear(destination);
        CopyInto(place, ValueOf(destination), operand);
        SetHasValue(destination);
    }

    private bool TryConvertToNullable(IConversionOperation conversion, ITypeSymbol value, MemoryPlace destination)
    {
        if (conversion.Operand.Type is null)
            return false;
        if (NullableValue(conversion.Operand.Type) is not { } from)
        {
            if (conversion.OperatorMethod is { } user && NullableValue(user.ReturnType) is not null)
                return false;
            MemoryPlace converted = NewTemporary(value, "value");
            if (conversion.OperatorMethod is { } method)
                LowerOperatorInto(method, converted, conversion.Operand);
            else
                ConvertInto(conversion.Operand, converted, conversion);
            Clear(destination);
            CopyInto(converted, ValueOf(destination), conversion);
            SetHasValue(destination);
            return true;
        }
        if (Is(from, value) && conversion.OperatorMethod is null)
        {
            LowerInto(conversion.Operand, destination);
            return true;
        }
        IMethodSymbol? lifted = conversion.OperatorMethod;
        if (lifted is not null && (NullableValue(lifted.Parameters[0].Type) is not null || NullableValue(lifted.ReturnType) is not null))
            return false;
        MemoryPlace nullable = LowerNullable(conversion.Operand);
        Clear(destination);
        When(HasValue(nullable), () =>
        {
            MemoryPlace plain = ValueOf(nullable);
            if (lifted is not null)
            {
                plain = NewTemporary(lifted.ReturnType, "value");
                CallOperator(lifted, plain, conversion, ValueOf(nullable));
            }
            ConvertPlace(plain, ValueOf(destination), IsChecked(conversion), conversion);
            SetHasValue(destination);
        });
        return true;
    }

    /// <summary>Evaluates an expression and converts it to the destination's type, as C# does by itself.</summary>
    private void ConvertInto(IOperation operand, MemoryPlace destination, IConversionOperation conversion)
    {
        if (TypeOf(operand) is { } from && Shapes.Of(from) is IntegerShape && Shapes.Of(destination.Type) is IntegerShape)
            StorePlace(destination, Convert(LowerValue(operand), from, destination.Type, IsChecked(conversion), conversion), conversion);
        else
            LowerInto(operand, destination);
    }

    /// <summary>Copies a value of one type to a place of another.</summary>
    private void ConvertPlace(Place from, MemoryPlace to, bool isChecked, IOperation operation)
    {
        if (Is(Resolve(from.Type), Resolve(to.Type)))
            CopyInto(from, to, operation);
        else if (NullableValue(to.Type) is { } && NullableValue(from.Type) is null)
        {
            Clear(to);
            ConvertPlace(from, ValueOf(to), isChecked, operation);
            SetHasValue(to);
        }
        else if (Shapes.Of(from.Type) is StructShape { Layout: { Type.IsTupleType: true } source } && Shapes.Of(to.Type) is StructShape { Layout: { Type.IsTupleType: true } target } && source.Fields.Length == target.Fields.Length)
        {
            for (int i = 0; i < source.Fields.Length; i++)
                ConvertPlace(FieldOf(from, source.Fields[i].Field, operation), (MemoryPlace)FieldOf(to, target.Fields[i].Field, operation), isChecked, operation);
        }
        else
        {
            StorePlace(to, Convert(LoadPlace(from, operation), Resolve(from.Type), Resolve(to.Type), isChecked, operation), operation);
        }
    }

    private void When(IrValue condition, Action then)
    {
        IrBlock yes = new IrBlock("some"), end = new IrBlock("end");
        _builder.Branch(condition, yes, end);
        _builder.Enter(yes);
        then();
        _builder.Branch(end);
        _builder.Enter(end);
    }

    /// <summary>An operand of a lifted operator, which may be of the plain type.</summary>
    private MemoryPlace LowerOperand(IOperation operand, ITypeSymbol type)
    {
        MemoryPlace place = NewTemporary(type, "operand");
        if (operand is IConversionOperation { OperatorMethod: null } && NullableValue(type) is not null)
        {
            if (!TryLowerNullableInto(operand, place))
                LowerInto(operand, place);
        }
        else
        {
            LowerInto(operand, place);
        }
        return place;
    }

    /// <summary>Whether an operator is that of SQL's logic, for which null is "unknown".</summary>
    private bool IsThreeValued(IMethodSymbol? method, BinaryOperatorKind kind, ITypeSymbol operand) =>
        method is null && kind is BinaryOperatorKind.And or BinaryOperatorKind.Or && NullableValue(operand)?.SpecialType == SpecialType.System_Boolean;

    private void LowerLiftedBinary(IBinaryOperation binary, MemoryPlace destination)
    {
        MemoryPlace left = LowerOperand(binary.LeftOperand, TypeOf(binary.LeftOperand)!), right = LowerOperand(binary.RightOperand, TypeOf(binary.RightOperand)!);
        if (IsThreeValued(binary.OperatorMethod, binary.OperatorKind, left.Type))
        {
            CombineThreeValued(left, right, binary.OperatorKind == BinaryOperatorKind.And, destination, binary);
            return;
        }
        Clear(destination);
        When(BothHaveValues(left, right), () =>
        {
            StoreResult(binary, binary.OperatorKind, binary.OperatorMethod, PlainOf(left), PlainOf(right), binary.IsChecked, ValueOf(destination));
            SetHasValue(destination);
        });
    }

    private IrValue BothHaveValues(MemoryPlace left, MemoryPlace right) => _builder.Binary(IrBinaryOperator.And, HasValueOrIsPlain(left), HasValueOrIsPlain(right));

    private IrValue HasValueOrIsPlain(MemoryPlace place) =>
        NullableValue(place.Type) is null ? IrBuilder.Constant(IrType.I1, 1) : HasValue(place);

    private MemoryPlace PlainOf(MemoryPlace place) => NullableValue(place.Type) is null ? place : ValueOf(place);

    /// <summary>An operator's result for operands that have values.</summary>
    private void StoreResult(IOperation operation, BinaryOperatorKind kind, IMethodSymbol? method, MemoryPlace left, MemoryPlace right, bool isChecked, MemoryPlace result)
    {
        if (method is not null)
        {
            CallOperator(method, result, operation, left, right);
            return;
        }
        if (Shapes.Of(left.Type) is not IntegerShape shape || Shapes.Of(right.Type) is not IntegerShape)
        {
            ReportUnsupported(operation, "its operands are not integers");
            return;
        }
        StorePlace(result, Calculate(kind, LoadPlace(left, operation), LoadPlace(right, operation), shape, isChecked, operation), operation);
    }

    /// <summary>The value of a lifted comparison: false where an operand is null, except that two nulls are equal.</summary>
    private IrValue LowerLiftedComparison(IBinaryOperation binary)
    {
        bool isEquality = binary.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals;
        if (isEquality && (IsNullLiteral(binary.LeftOperand) || IsNullLiteral(binary.RightOperand)))
        {
            IrValue has = HasValue(LowerNullable(IsNullLiteral(binary.LeftOperand) ? binary.RightOperand : binary.LeftOperand));
            return binary.OperatorKind == BinaryOperatorKind.NotEquals ? has : _builder.Not(has);
        }
        MemoryPlace left = LowerOperand(binary.LeftOperand, TypeOf(binary.LeftOperand)!), right = LowerOperand(binary.RightOperand, TypeOf(binary.RightOperand)!);
        IrLocal result = _builder.Local("compared", 1, 1);
        void Store(IrValue value) => _builder.Store(_builder.Resize(value, IrType.I8, signExtend: false), result, 1);
        IrValue leftHas = HasValueOrIsPlain(left), rightHas = HasValueOrIsPlain(right);
        Store(isEquality
            ? _builder.Compare(binary.OperatorKind == BinaryOperatorKind.Equals ? IrComparison.Equal : IrComparison.NotEqual, leftHas, rightHas)
            : IrBuilder.Constant(IrType.I1, 0));
        When(_builder.Binary(IrBinaryOperator.And, leftHas, rightHas), () =>
        {
            if (binary.OperatorMethod is { } method)
            {
                MemoryPlace answer = NewTemporary(method.ReturnType, "answer");
                CallOperator(method, answer, binary, PlainOf(left), PlainOf(right));
                Store(LoadPlace(answer, binary));
                return;
            }
            IrValue a = LoadPlace(PlainOf(left), binary), b = LoadPlace(PlainOf(right), binary);
            IrComparison comparison = ComparisonOf(binary.OperatorKind, !IsSigned(PlainOf(left).Type))!.Value;
            Store(SameType(a, b) ? _builder.Compare(comparison, a, b) : IrBuilder.Constant(IrType.I1, 0));
        });
        return _builder.Compare(IrComparison.NotEqual, _builder.Load(IrType.I8, result, 1), IrBuilder.Constant(IrType.I8, 0));
    }

    /// <summary><c>bool?</c> and: false wins over null; or: true wins.</summary>
    private void CombineThreeValued(MemoryPlace left, MemoryPlace right, bool isAnd, MemoryPlace destination, IOperation operation)
    {
        IrValue a = LoadPlace(ValueOf(left), operation), b = LoadPlace(PlainOf(right), operation);
        IrValue aHas = HasValue(left), bHas = HasValueOrIsPlain(right);
        IrValue combined = _builder.Binary(isAnd ? IrBinaryOperator.And : IrBinaryOperator.Or, a, b);
        IrValue aDecides = _builder.Binary(IrBinaryOperator.And, aHas, isAnd ? _builder.Not(a) : a);
        IrValue bDecides = _builder.Binary(IrBinaryOperator.And, bHas, isAnd ? _builder.Not(b) : b);
        IrValue decided = _builder.Binary(IrBinaryOperator.Or, aDecides, bDecides);
        IrValue has = _builder.Binary(IrBinaryOperator.Or, decided, _builder.Binary(IrBinaryOperator.And, aHas, bHas));
        IrValue value = _builder.Binary(IrBinaryOperator.And, has, _builder.Select(decided, IrBuilder.Constant(IrType.I1, isAnd ? 0 : 1), combined));
        StorePlace(ValueOf(destination), value, operation);
        _builder.Store(_builder.Resize(has, IrType.I8, signExtend: false), CheckedAddress(destination), 1);
    }

    private void LowerLiftedUnary(IUnaryOperation unary, MemoryPlace destination)
    {
        MemoryPlace operand = LowerOperand(unary.Operand, TypeOf(unary.Operand)!);
        Clear(destination);
        When(HasValue(operand), () =>
        {
            MemoryPlace value = ValueOf(destination);
            if (unary.OperatorMethod is { } method)
                CallOperator(method, value, unary, ValueOf(operand));
            else
                StorePlace(value, CalculateUnary(unary, LoadPlace(ValueOf(operand), unary)), unary);
            SetHasValue(destination);
        });
    }

    /// <summary>A member of a nullable; null for others.</summary>
    private IrValue? TryLowerNullableMember(IOperation operation, IOperation? instance, string name)
    {
        if (instance is null || NullableValue(instance.Type) is not { } value)
            return null;
        switch (name)
        {
            case "HasValue":
                return HasValue(LowerNullable(instance));
            case "Value" when Shapes.Of(value) is not StructShape:
                return LoadPlace(ValueOrTrap(instance), operation);
            case "GetValueOrDefault" when Shapes.Of(value) is not StructShape:
                MemoryPlace result = NewTemporary(value, "value");
                LowerValueOrDefault((IInvocationOperation)operation, instance, result);
                return LoadPlace(result, operation);
            default:
                return null;
        }
    }

    private bool TryLowerNullableMemberInto(IOperation operation, IOperation? instance, string name, MemoryPlace destination)
    {
        if (instance is null || NullableValue(instance.Type) is null)
            return false;
        switch (name)
        {
            case "Value":
                CopyInto(ValueOrTrap(instance), destination, operation);
                return true;
            case "GetValueOrDefault":
                LowerValueOrDefault((IInvocationOperation)operation, instance, destination);
                return true;
            default:
                return false;
        }
    }

    private void LowerValueOrDefault(IInvocationOperation call, IOperation instance, MemoryPlace destination)
    {
        MemoryPlace nullable = LowerNullable(instance);
        MemoryPlace otherwise = NewTemporary(destination.Type, "default");
        if (call.Arguments.IsEmpty)
            Clear(otherwise);
        else
            LowerInto(call.Arguments[0].Value, otherwise);
        IrBlock some = new IrBlock("some"), none = new IrBlock("none"), end = new IrBlock("end");
        _builder.Branch(HasValue(nullable), some, none);
        _builder.Enter(some);
        CopyInto(ValueOf(nullable), destination, call);
        _builder.Branch(end);
        _builder.Enter(none);
        CopyInto(otherwise, destination, call);
        _builder.Branch(end);
        _builder.Enter(end);
    }
}
