using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary><c>??</c>, <c>??=</c> and <c>?.</c> over nullable values.</summary>
partial class ProgramLowerer
{
    // What '.X' belongs to behind a '?'.
    private Place? _conditionalReceiver;

    private void LowerCoalesceInto(ICoalesceOperation coalesce, MemoryPlace destination)
    {
        if (NullableValue(coalesce.Value.Type) is null)
        {
            ReportUnsupported(coalesce, "only nullable values can be null in the kernel; compare pointers with null");
            return;
        }
        MemoryPlace value = NewTemporary(TypeOf(coalesce.Value)!, "value");
        LowerInto(coalesce.Value, value);
        IrBlock some = new IrBlock("some"), none = new IrBlock("none"), end = new IrBlock("end");
        _builder.Branch(HasValue(value), some, none);
        _builder.Enter(some);
        ConvertPlace(NullableValue(destination.Type) is null ? ValueOf(value) : value, destination, isChecked: false, coalesce);
        _builder.Branch(end);
        _builder.Enter(none);
        LowerInto(coalesce.WhenNull, destination);
        _builder.Branch(end);
        _builder.Enter(end);
    }

    /// <summary><c>a ??= b</c>: assigns only where there is no value; the result is the value there is then.</summary>
    private MemoryPlace LowerCoalesceAssignment(ICoalesceAssignmentOperation assignment)
    {
        if (NullableValue(assignment.Target.Type) is not { } type)
        {
            ReportUnsupported(assignment, "only nullable values can be null in the kernel");
            return PoisonPlace(assignment.Type);
        }
        Place target = Pin(LowerTarget(assignment.Target));
        MemoryPlace value = NewTemporary(target.Type, "value");
        CopyInto(target, value, assignment);
        IrBlock none = new IrBlock("none"), end = new IrBlock("end");
        _builder.Branch(HasValue(value), end, none);
        _builder.Enter(none);
        if (TypeShapes.IsNullable(TypeOf(assignment.Value)))
            LowerInto(assignment.Value, value);
        else
            LowerSome(assignment.Value, type, value);
        StoreWhole(target, value, assignment.Target);
        _builder.Branch(end);
        _builder.Enter(end);
        return NullableValue(TypeOf(assignment)) is null ? ValueOf(value) : value;
    }

    /// <param name="result">A nullable to be filled; null where only the effect is wanted.</param>
    private void LowerConditionalAccess(IConditionalAccessOperation access, MemoryPlace? result)
    {
        if (NullableValue(access.Operation.Type) is null)
        {
            ReportUnsupported(access, "only nullable values can be null in the kernel; compare pointers and references themselves");
            return;
        }
        MemoryPlace value = NewTemporary(TypeOf(access.Operation)!, "value");
        LowerInto(access.Operation, value);
        if (result is not null)
            Clear(result);
        Place? outer = _conditionalReceiver;
        When(HasValue(value), () =>
        {
            _conditionalReceiver = ValueOf(value);
            if (result is null)
                LowerEffect(access.WhenNotNull);
            else if (TypeShapes.IsNullable(TypeOf(access.WhenNotNull)))
                LowerInto(access.WhenNotNull, result);
            else
                LowerSome(access.WhenNotNull, NullableValue(result.Type)!, result);
        });
        _conditionalReceiver = outer;
    }
}
