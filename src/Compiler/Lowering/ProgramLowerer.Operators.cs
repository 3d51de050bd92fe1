using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Operators of the user's own types and over nullable values, where the target is read and written.</summary>
partial class ProgramLowerer
{
    /// <summary>Whether an operator of a type parameter's interface is the built-in one of what the parameter stands for.</summary>
    private bool IsBuiltIn(IMethodSymbol method, ITypeSymbol? constrainedTo) =>
        constrainedTo is not null && method.IsAbstract && Shapes.Of(constrainedTo) is IntegerShape;

    /// <summary>An operation of a type parameter that stands for a type narrower than int, as the BCL has it: in int, and back.</summary>
    private IrValue CalculateNarrow(BinaryOperatorKind kind, IrValue a, IrValue b, ITypeSymbol type, bool isChecked, IOperation operation)
    {
        ITypeSymbol wide = _context.Compilation.GetSpecialType(SpecialType.System_Int32);
        if (Shapes.Of(type) is not IntegerShape narrow || Shapes.Of(wide) is not IntegerShape shape)
            return Poison(type);
        IrValue left = _builder.Resize(a, IrType.I32, narrow.IsSigned), right = _builder.Resize(b, IrType.I32, narrow.IsSigned);
        if (kind == BinaryOperatorKind.UnsignedRightShift)
            left = _builder.Resize(a, IrType.I32, signExtend: false);
        return Convert(Calculate(kind, left, right, shape, isChecked, operation), wide, type, isChecked, operation);
    }

    /// <summary><c>a op= b</c> with an operator of its own or a lifted one; the result is the new value.</summary>
    private void LowerCompoundInto(ICompoundAssignmentOperation assignment, MemoryPlace destination)
    {
        Place target = Pin(LowerTarget(assignment.Target));
        if (assignment.OperatorMethod is { IsStatic: false } instance)
        {
            LowerInstanceOperator(target, instance, [assignment.Value], assignment);
            CopyInto(target, destination, assignment);
            return;
        }
        MemoryPlace left = NewTemporary(target.Type, "left");
        CopyInto(target, left, assignment);
        MemoryPlace right = LowerOperand(assignment.Value, TypeOf(assignment.Value)!);
        ITypeSymbol result = assignment.OperatorMethod?.ReturnType ?? target.Type;
        MemoryPlace value = NewTemporary(result, "value");
        if (assignment.IsLifted)
        {
            MemoryPlace nullable = NullableValue(value.Type) is null ? NewTemporary(target.Type, "value") : value;
            Clear(nullable);
            if (IsThreeValued(assignment.OperatorMethod, assignment.OperatorKind, left.Type))
                CombineThreeValued(left, right, assignment.OperatorKind == BinaryOperatorKind.And, nullable, assignment);
            else When(BothHaveValues(left, right), () =>
            {
                if (assignment.OperatorMethod is null)
                    StoreCombined(assignment, PlainOf(left), PlainOf(right), ValueOf(nullable));
                else
                    StoreResult(assignment, assignment.OperatorKind, assignment.OperatorMethod, PlainOf(left), PlainOf(right), assignment.IsChecked, ValueOf(nullable));
                SetHasValue(nullable);
            });
            value = nullable;
        }
        else if (assignment.OperatorMethod is { } method)
        {
            CallOperator(method, value, assignment, left, right);
        }
        MemoryPlace converted = value;
        if (!Is(Resolve(value.Type), Resolve(target.Type)))
        {
            converted = NewTemporary(target.Type, "converted");
            ConvertPlace(value, converted, assignment.IsChecked, assignment);
        }
        StoreWhole(target, converted, assignment.Target);
        CopyInto(converted, destination, assignment);
    }

    /// <summary>A lifted built-in operation, in the type that C# promotes to, converted back.</summary>
    private void StoreCombined(ICompoundAssignmentOperation assignment, MemoryPlace left, MemoryPlace right, MemoryPlace result)
    {
        if (Shapes.Of(left.Type) is not IntegerShape leftShape || Shapes.Of(right.Type) is not IntegerShape)
        {
            ReportUnsupported(assignment, "its operands are not integers");
            return;
        }
        ITypeSymbol operationType = leftShape.IsBool ? left.Type : IsShift(assignment.OperatorKind) ? Promoted(left.Type, leftShape) : right.Type;
        if (Shapes.Of(operationType) is not IntegerShape shape)
            return;
        IrValue a = Convert(LoadPlace(left, assignment), left.Type, operationType, isChecked: false, assignment);
        IrValue value = Calculate(assignment.OperatorKind, a, LoadPlace(right, assignment), shape, assignment.IsChecked, assignment);
        StorePlace(result, Convert(value, operationType, left.Type, IsInCheckedContext(assignment), assignment), assignment);
    }

    private void LowerInstanceOperator(Place target, IMethodSymbol method, IReadOnlyList<IOperation> operands, IOperation operation)
    {
        if (target is not MemoryPlace || ResolveMethod(method, target.Type, operation) is not { } resolved)
        {
            ReportUnsupported(operation, "an operator that changes its operand needs a variable");
            return;
        }
        MemoryPlace[] arguments = [.. operands.Select((operand, i) => { MemoryPlace place = NewTemporary(resolved.Parameters[i].Type, "operand"); LowerInto(operand, place); return place; })];
        CallPrepared(resolved, target, arguments, result: null, operation);
    }

    /// <summary><c>x++</c> with an operator of its own or lifted; the result is the old or the new value.</summary>
    private void LowerIncrementInto(IIncrementOrDecrementOperation operation, MemoryPlace destination)
    {
        Place target = Pin(LowerTarget(operation.Target));
        if (operation.OperatorMethod is { IsStatic: false } instance)
        {
            LowerInstanceOperator(target, instance, [], operation);
            CopyInto(target, destination, operation);
            return;
        }
        MemoryPlace before = NewTemporary(target.Type, "before"), after = NewTemporary(target.Type, "after");
        CopyInto(target, before, operation);
        if (operation.IsLifted)
        {
            Clear(after);
            When(HasValue(before), () =>
            {
                Step(operation, ValueOf(before), ValueOf(after));
                SetHasValue(after);
            });
        }
        else
        {
            Step(operation, before, after);
        }
        StoreWhole(target, after, operation.Target);
        CopyInto(operation.IsPostfix ? before : after, destination, operation);
    }

    private void Step(IIncrementOrDecrementOperation operation, MemoryPlace before, MemoryPlace after)
    {
        if (operation.OperatorMethod is { } method && !IsBuiltIn(method, operation.ConstrainedToType))
        {
            CallOperator(method, after, operation, before);
            return;
        }
        if (Shapes.Of(before.Type) is not IntegerShape { IsBool: false } shape)
        {
            ReportUnsupported(operation, "its operand is not an integer");
            return;
        }
        bool isDecrement = operation.Kind == OperationKind.Decrement;
        IrValue value = LoadPlace(before, operation);
        if (operation.IsChecked)
            TrapAtLimit(value, shape, isDecrement);
        StorePlace(after, _builder.Binary(isDecrement ? IrBinaryOperator.Subtract : IrBinaryOperator.Add, value, IrBuilder.Constant(shape.Register, 1)), operation);
    }

    private IrValue LowerLogicalValue(IBinaryOperation logical)
    {
        MemoryPlace result = NewTemporary(logical.Type!, "logical");
        LowerLogicalInto(logical, result);
        return LoadPlace(result, logical);
    }

    /// <summary><c>a &amp;&amp; b</c> of types with <c>true</c>, <c>false</c> and <c>&amp;</c>: a alone where it decides, else <c>a &amp; b</c>.</summary>
    private void LowerLogicalInto(IBinaryOperation logical, MemoryPlace destination)
    {
        MemoryPlace left = NewTemporary(TypeOf(logical.LeftOperand)!, "left");
        LowerInto(logical.LeftOperand, left);
        bool isAnd = logical.OperatorKind == BinaryOperatorKind.ConditionalAnd;
        string name = isAnd ? "op_False" : "op_True";
        if (left.Type.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault() is not { } test || logical.OperatorMethod is not { } method)
        {
            ReportUnsupported(logical, $"'{left.Type.ToDisplayString()}' has no operator '{(isAnd ? "false" : "true")}' of its own");
            return;
        }
        MemoryPlace decides = NewTemporary(test.ReturnType, "decides");
        CallOperator(test, decides, logical, left);
        IrBlock done = new IrBlock("decided"), both = new IrBlock("both"), end = new IrBlock("end");
        _builder.Branch(LoadPlace(decides, logical), done, both);
        _builder.Enter(done);
        CopyInto(left, destination, logical);
        _builder.Branch(end);
        _builder.Enter(both);
        MemoryPlace right = NewTemporary(TypeOf(logical.RightOperand)!, "right");
        LowerInto(logical.RightOperand, right);
        CallOperator(method, destination, logical, left, right);
        _builder.Branch(end);
        _builder.Enter(end);
    }
}
