using System.Globalization;
using System.Runtime.CompilerServices;
using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Expressions whose value fits a register.</summary>
partial class ProgramLowerer
{
    private IrValue LowerValue(IOperation operation)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        SourceSpan before = Locate(operation);
        IrValue value = LowerValueCore(operation);
        _builder.Span = before;
        return value;
    }

    private IrValue LowerValueCore(IOperation operation)
    {
        if (ReportAllocation(operation))
            return Poison(operation.Type);
        if (operation.Type is { } type && !CheckType(type, operation))
            return Poison(type);
        if (operation.ConstantValue.HasValue)
            return LowerConstant(operation);
        if (TryLowerIndexValue(operation) is { } index)
            return index;
        switch (operation)
        {
            case IUnaryOperation unary:
                return LowerUnary(unary);
            case IBinaryOperation binary:
                return LowerBinary(binary);
            case IConversionOperation conversion:
                return LowerConversion(conversion);
            case IConditionalOperation { WhenFalse: not null, IsRef: false } conditional:
                return LowerConditional(conditional);
            case ISimpleAssignmentOperation { IsRef: false } assignment:
                return LowerAssignment(assignment);
            case ICompoundAssignmentOperation compound:
                return LowerCompoundAssignment(compound);
            case IIncrementOrDecrementOperation increment:
                return LowerIncrement(increment);
            case IInvocationOperation call:
                return LowerCall(call);
            case IFunctionPointerInvocationOperation call:
                return LowerPointerCall(call);
            case IAddressOfOperation address:
                return LowerAddressOf(address.Reference, operation);
            case IFieldReferenceOperation { Field.IsFixedSizeBuffer: true }:
                return LowerAddressOf(operation, operation);
            case IDefaultValueOperation:
                return Poison(operation.Type);
            case ISizeOfOperation size:
                return SizeOf(size.TypeOperand, size);
            case ICoalesceOperation or IConditionalAccessOperation:
                return LowerThroughMemory(operation);
            case ICoalesceAssignmentOperation coalesce:
                return LoadPlace(LowerCoalesceAssignment(coalesce), coalesce);
            case ITupleBinaryOperation tuples:
                return LowerTupleComparison(tuples);
            case IIsTypeOperation test:
                return LowerIsType(test);
            case IIsPatternOperation pattern:
                return LowerConditionValue(pattern);
            case ISwitchExpressionOperation switchExpression:
                return LowerSwitchExpression(switchExpression);
            case IPropertyReferenceOperation property when TryLowerKnownProperty(property) is { } value:
                return value;
            case IPropertyReferenceOperation property when TryLowerPropertyValue(property) is { } value:
                return value;
            case IObjectCreationOperation creation:
                return LowerValueCreation(creation);
            case IThrowOperation @throw:
                LowerThrow(@throw);
                return Poison(operation.Type);
        }

        if (TryLowerPlace(operation) is { } place)
        {
            if (place is MemoryPlace && Shapes.Of(place.Type) is SlotShape)
                return Unsupported(operation, "a ring buffer slot cannot be copied");
            return LoadPlace(place, operation);
        }
        return Unsupported(operation, ReasonFor(operation) ?? "it is not supported yet");
    }

    /// <summary>Names what would allocate, rather than the type that cannot be held.</summary>
    private bool ReportAllocation(IOperation operation)
    {
        if (operation.ConstantValue.HasValue)
            return false;
        (string What, string Advice)? allocation = operation switch
        {
            IArrayCreationOperation => ($"'{ConstructNames.Excerpt(operation)}'", "use an [InlineArray] struct, a fixed buffer or a map"),
            IObjectCreationOperation { Type.IsReferenceType: true } => ($"'{ConstructNames.Excerpt(operation)}'", "use a struct"),
            IAnonymousObjectCreationOperation => ("An anonymous object", "use a struct"),
            IDelegateCreationOperation or IAnonymousFunctionOperation => ("A delegate", "call the method directly"),
            IInterpolatedStringOperation => ("An interpolated string", "only Bpf.Printk can format text"),
            ICollectionExpressionOperation { Type.IsReferenceType: true } => ("A collection expression", "use an [InlineArray] struct or a map"),
            IConversionOperation { Type.IsReferenceType: true, Operand.Type.IsValueType: true } => ("Boxing", "keep the value in its own type"),
            IBinaryOperation { Type.SpecialType: SpecialType.System_String } => ("Joining strings", "only Bpf.Printk can format text"),
            _ => null,
        };
        if (allocation is not { } found)
            return false;
        Report(LanguageDiagnostics.Allocation, operation, found.What, found.Advice);
        return true;
    }

    private IrValue LowerConstant(IOperation operation)
    {
        object? value = operation.ConstantValue.Value;
        return operation.Type is null ? IrNullPointer.Instance : Shapes.Of(operation.Type) switch
        {
            IntegerShape shape => IrBuilder.Constant(shape.Register, ToBits(value)),
            PointerShape => IrNullPointer.Instance,
            _ => Unsupported(operation, "it is not a number"),
        };
    }

    internal static long ToBits(object? value) => value switch
    {
        bool b => b ? 1 : 0,
        char c => c,
        ulong u => unchecked((long)u),
        null => 0,
        _ => System.Convert.ToInt64(value, CultureInfo.InvariantCulture),
    };

    private IrValue LowerUnary(IUnaryOperation operation)
    {
        if (operation.OperatorMethod is { } method && !IsBuiltIn(method, operation.ConstrainedToType))
            return LowerOperatorCall(method, operation, operation.Operand);
        return CalculateUnary(operation, LowerValue(operation.Operand));
    }

    private IrValue LowerThroughMemory(IOperation operation)
    {
        MemoryPlace result = NewTemporary(operation.Type!, "result");
        if (operation is ICoalesceOperation coalesce)
            LowerCoalesceInto(coalesce, result);
        else
            ReportUnsupported(operation, "its result is not a nullable value");
        return LoadPlace(result, operation);
    }

    private IrValue CalculateUnary(IUnaryOperation operation, IrValue operand)
    {
        switch (operation.OperatorKind)
        {
            case UnaryOperatorKind.Plus:
                return operand;
            case UnaryOperatorKind.Not when operand.Type == IrType.I1:
                return _builder.Not(operand);
            case UnaryOperatorKind.Minus:
                IrIntType type = (IrIntType)operand.Type;
                if (operation.IsChecked)
                    TrapUnless(_builder.Compare(IrComparison.NotEqual, operand, IrBuilder.Constant(type, long.MinValue >> (64 - type.Bits))), TrapReasons.Overflow);
                return _builder.Binary(IrBinaryOperator.Subtract, IrBuilder.Constant(type, 0), operand);
            case UnaryOperatorKind.BitwiseNegation:
                return _builder.Binary(IrBinaryOperator.Xor, operand, IrBuilder.Constant((IrIntType)operand.Type, -1));
            default:
                return Unsupported(operation, "the operator is not supported yet");
        }
    }

    private IrValue LowerConditional(IConditionalOperation operation)
    {
        MemoryPlace result = NewTemporary(operation.Type!, "conditional");
        LowerBranches(
            operation.Condition,
            () => StorePlace(result, LowerValue(operation.WhenTrue), operation),
            () => StorePlace(result, LowerValue(operation.WhenFalse!), operation));
        return LoadPlace(result, operation);
    }

    /// <summary>Lowers two alternatives and goes on behind both.</summary>
    private void LowerBranches(IOperation condition, Action whenTrue, Action whenFalse)
    {
        IrBlock then = new IrBlock("then"), otherwise = new IrBlock("else"), end = new IrBlock("end");
        LowerCondition(condition, then, otherwise);
        _builder.Enter(then);
        whenTrue();
        _builder.Branch(end);
        _builder.Enter(otherwise);
        whenFalse();
        _builder.Branch(end);
        _builder.Enter(end);
    }

    /// <summary>Branches on a condition, without making a value of <c>&amp;&amp;</c>, <c>||</c> and <c>!</c>.</summary>
    private void LowerCondition(IOperation condition, IrBlock whenTrue, IrBlock whenFalse)
    {
        switch (condition)
        {
            case IIsPatternOperation pattern:
                SourceSpan place = Locate(pattern);
                LowerPatternTest(pattern, whenFalse);
                _builder.Branch(whenTrue);
                _builder.Span = place;
                break;
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not:
                LowerCondition(not.Operand, whenFalse, whenTrue);
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd, OperatorMethod: null } and:
                IrBlock both = new IrBlock("and");
                LowerCondition(and.LeftOperand, both, whenFalse);
                _builder.Enter(both);
                LowerCondition(and.RightOperand, whenTrue, whenFalse);
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr, OperatorMethod: null } or:
                IrBlock neither = new IrBlock("or");
                LowerCondition(or.LeftOperand, whenTrue, neither);
                _builder.Enter(neither);
                LowerCondition(or.RightOperand, whenTrue, whenFalse);
                break;
            default:
                IrValue value = LowerValue(condition);
                if (value.Type != IrType.I1)
                    value = IrBuilder.Constant(IrType.I1, 0); // reported where it was lowered
                SourceSpan before = Locate(condition);
                _builder.Branch(value, whenTrue, whenFalse);
                _builder.Span = before;
                break;
        }
    }

    /// <summary>A condition as a value, for <c>bool b = x &amp;&amp; y</c>.</summary>
    private IrValue LowerConditionValue(IOperation condition)
    {
        IrLocal result = _builder.Local("condition", 1, 1);
        IrBlock whenTrue = new IrBlock("true"), whenFalse = new IrBlock("false"), end = new IrBlock("end");
        LowerCondition(condition, whenTrue, whenFalse);
        _builder.Enter(whenTrue);
        _builder.Store(IrBuilder.Constant(IrType.I8, 1), result, 1);
        _builder.Branch(end);
        _builder.Enter(whenFalse);
        _builder.Store(IrBuilder.Constant(IrType.I8, 0), result, 1);
        _builder.Branch(end);
        _builder.Enter(end);
        return _builder.Compare(IrComparison.NotEqual, _builder.Load(IrType.I8, result, 1), IrBuilder.Constant(IrType.I8, 0));
    }
}
