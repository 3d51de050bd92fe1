using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Assignments. The target is found before the value is computed, and found once.</summary>
partial class ProgramLowerer
{
    private IrValue LowerAssignment(ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is IDiscardOperation)
            return LowerValue(assignment.Value);
        Place target = LowerTarget(assignment.Target);
        IrValue value = LowerValue(assignment.Value);
        StorePlace(target, value, assignment.Target);
        return value;
    }

    /// <summary>A variable that is about to be written.</summary>
    private Place LowerTarget(IOperation operation)
    {
        SourceSpan before = Locate(operation);
        Place? place = TryLowerPlace(operation);
        _builder.Span = before;
        if (place is not null)
            return place;
        if (operation is IPropertyReferenceOperation property && LowerPropertyTarget(property) is { } target)
            return target;
        ReportUnsupported(operation, "it cannot be assigned in the kernel: only variables, fields, auto-properties and map entries can");
        return PoisonPlace(operation.Type);
    }

    private IrValue LowerCompoundAssignment(ICompoundAssignmentOperation assignment)
    {
        if (assignment.OperatorMethod is { } own && !IsBuiltIn(own, assignment.ConstrainedToType) || assignment.IsLifted)
        {
            MemoryPlace result = NewTemporary(TypeOf(assignment)!, "result");
            LowerCompoundInto(assignment, result);
            return LoadPlace(result, assignment);
        }
        Place target = Pin(LowerTarget(assignment.Target));
        IrValue value = TypeOf(assignment.Target) is IPointerTypeSymbol pointer
            ? AddScaled(LoadPlace(target, assignment.Target), assignment.Value, SizeOfElement(pointer.PointedAtType), assignment.OperatorKind == BinaryOperatorKind.Subtract)
            : CombineAssigned(assignment, target);
        StorePlace(target, value, assignment.Target);
        return value;
    }

    private IrValue CombineAssigned(ICompoundAssignmentOperation assignment, Place target)
    {
        ITypeSymbol targetType = TypeOf(assignment.Target)!;
        IrValue current = LoadPlace(target, assignment.Target);
        if (TypeOf(assignment.Value) is not { } valueType || Shapes.Of(valueType) is not IntegerShape || Shapes.Of(targetType) is not IntegerShape targetShape)
            return Unsupported(assignment, "its operands are not integers");

        // The operation runs in the promoted type and its result is converted back, as in 'b = (byte)(b + 1)'.
        ITypeSymbol operationType = targetShape.IsBool ? targetType : IsShift(assignment.OperatorKind) ? Promoted(targetType, targetShape) : valueType;
        if (assignment.OperatorMethod is not null && targetShape.Bits < 32)
            return CalculateNarrow(assignment.OperatorKind, current, LowerValue(assignment.Value), targetType, assignment.IsChecked, assignment);
        IrValue left = Convert(current, targetType, operationType, isChecked: false, assignment);
        IrValue right = LowerValue(assignment.Value);
        if (right.Type is not IrIntType || left.Type is not IrIntType || Shapes.Of(operationType) is not IntegerShape operationShape)
            return Poison(targetType);
        IrValue result = Calculate(assignment.OperatorKind, left, right, operationShape, assignment.IsChecked, assignment);
        return Convert(result, operationType, targetType, IsInCheckedContext(assignment), assignment);
    }

    /// <summary>Whether a conversion that C# adds by itself is checked, which Roslyn does not say of shifts.</summary>
    private bool IsInCheckedContext(IOperation operation)
    {
        for (SyntaxNode? node = operation.Syntax; node is not null; node = node.Parent)
        {
            switch (node.RawKind)
            {
                case (int)SyntaxKind.CheckedExpression or (int)SyntaxKind.CheckedStatement:
                    return true;
                case (int)SyntaxKind.UncheckedExpression or (int)SyntaxKind.UncheckedStatement:
                    return false;
            }
        }
        return (_context.Libraries.CompilationOf(operation.Syntax.SyntaxTree) ?? _context.Compilation).Options is CSharpCompilationOptions { CheckOverflow: true };
    }

    private static bool IsShift(BinaryOperatorKind kind) =>
        kind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift;

    private ITypeSymbol Promoted(ITypeSymbol type, IntegerShape shape) =>
        shape.Bits < 32 ? _context.Compilation.GetSpecialType(SpecialType.System_Int32) : type;

    private IrValue LowerIncrement(IIncrementOrDecrementOperation operation)
    {
        if (operation.OperatorMethod is { } own && !IsBuiltIn(own, operation.ConstrainedToType) || operation.IsLifted)
        {
            MemoryPlace result = NewTemporary(TypeOf(operation)!, "result");
            LowerIncrementInto(operation, result);
            return LoadPlace(result, operation);
        }
        Place target = Pin(LowerTarget(operation.Target));
        IrValue before = LoadPlace(target, operation.Target);
        bool isDecrement = operation.Kind == OperationKind.Decrement;
        IrValue after;
        if (TypeOf(operation.Target) is IPointerTypeSymbol pointer)
        {
            long size = Math.Max(Shapes.Of(pointer.PointedAtType).Size, 1);
            after = _builder.Offset(before, IrBuilder.Constant(IrType.I64, isDecrement ? -size : size));
        }
        else if (TypeOf(operation.Target) is { } type && Shapes.Of(type) is IntegerShape { IsBool: false } shape && before.Type is IrIntType)
        {
            if (operation.IsChecked)
                TrapAtLimit(before, shape, isDecrement);
            after = _builder.Binary(isDecrement ? IrBinaryOperator.Subtract : IrBinaryOperator.Add, before, IrBuilder.Constant(shape.Register, 1));
        }
        else
        {
            return Unsupported(operation, "its operand is not an integer");
        }
        StorePlace(target, after, operation.Target);
        return operation.IsPostfix ? before : after;
    }

    private void TrapAtLimit(IrValue value, IntegerShape shape, bool isDecrement)
    {
        long limit = (shape.IsSigned, isDecrement) switch
        {
            (true, true) => long.MinValue >> (64 - shape.Bits),
            (true, false) => long.MaxValue >> (64 - shape.Bits),
            (false, true) => 0,
            (false, false) => -1,
        };
        TrapUnless(_builder.Compare(IrComparison.NotEqual, value, IrBuilder.Constant(shape.Register, limit)), TrapReasons.Overflow);
    }

    /// <summary><c>r = ref x</c>: the reference goes elsewhere.</summary>
    private void LowerReferenceAssignment(ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is ILocalReferenceOperation local && _frame.Find(local.Local) is ReferenceVariable variable)
            _builder.Store(LowerReference(assignment.Value), variable.Holder, 8);
        else if (assignment.Target is IFieldReferenceOperation { Instance: { } instance } field && LowerPlace(instance) is MemoryPlace memory
            && (Shapes.Of(memory.Type) as StructShape)?.Layout.Find(field.Field) is { IsReference: true } place)
            _builder.Store(LowerReference(assignment.Value), _builder.Offset(CheckedAddress(memory), place.Offset), 8);
        else
            ReportUnsupported(assignment, "only 'ref' locals and fields can be pointed elsewhere");
    }

    /// <summary>The address of what an expression refers to, which may be null.</summary>
    private IrValue LowerReference(IOperation operation) => FindReferenced(operation) switch
    {
        null => IrNullPointer.Instance,
        { Offset: 0 } place => place.Base,
        { } place => CheckedAddress(place),
    };

    /// <summary>The program's own memory that an expression refers to; null after reporting why there is none.</summary>
    private MemoryPlace? FindReferenced(IOperation operation)
    {
        SourceSpan before = Locate(operation);
        Place? place = TryLowerPlace(operation);
        _builder.Span = before;
        switch (place)
        {
            case MemoryPlace { IsReadOnly: true }:
                Report(MemoryDiagnostics.ReadOnlyGlobal, operation, ConstructNames.Excerpt(operation));
                return null;
            case MemoryPlace memory:
                return memory;
            case KernelPlace:
                Report(MemoryDiagnostics.KernelReference, operation, ConstructNames.Excerpt(operation));
                return null;
            default:
                ReportUnsupported(operation, "it cannot be referenced");
                return null;
        }
    }
}
