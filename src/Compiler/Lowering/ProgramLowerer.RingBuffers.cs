using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Checks;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Ring buffers. What does not fit is counted, so that user space sees every loss.</summary>
partial class ProgramLowerer
{
    private readonly List<(IrLocal Holder, IOperation Slot)> _reservations = [];

    /// <summary>Reports slots that are not ended on every path.</summary>
    private void CheckSlots()
    {
        if (_reservations.Count == 0 || _context.Diagnostics.HasErrors)
            return;
        IReadOnlyCollection<IrLocal> left = new SlotCheck(_builder.Function, [.. _reservations.Select(reservation => reservation.Holder).Distinct()], _trapExit).FindLeft();
        foreach ((IrLocal holder, IOperation slot) in _reservations.Where(reservation => left.Contains(reservation.Holder)))
            Report(VerifierDiagnostics.SlotLeft, slot, holder.Name, _program.Method.Name);
    }

    private IrValue? LowerRingBufferCall(IInvocationOperation call, BoundMap map) => call.TargetMethod.Name switch
    {
        "TryReserve" => LowerReserve(call, map),
        "TryOutput" => LowerOutput(call, map),
        _ => null,
    };

    private IrValue LowerReserve(IInvocationOperation call, BoundMap map)
    {
        IOperation target = call.Arguments[0].Value;
        if (target is IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared })
            DeclareLocal(declared.Local, target);
        if (SlotOf(target) is not { } slot)
            return Unsupported(target, "the slot can only be put into a local variable");

        TypeShape shape = Shapes.Of(map.Value);
        IrValue record = _builder.Helper(
            BpfHelper.RingBufferReserve, IrType.Pointer,
            MapAddress(map), IrBuilder.Constant(IrType.I64, shape.Size), IrBuilder.Constant(IrType.I64, 0));
        _builder.Store(record, slot.Holder, 8);
        _reservations.Add((slot.Holder, target));
        IrValue isReserved = _builder.IsNotNull(record);
        IrBlock reserved = new IrBlock("reserved"), full = new IrBlock("full"), end = new IrBlock("end");
        _builder.Branch(isReserved, reserved, full);
        _builder.Enter(reserved);
        // The kernel does not clear the record, and what it held before is nobody's business in user space.
        _builder.Clear(record, shape.Size, 8);
        _builder.Branch(end);
        _builder.Enter(full);
        CountDropped(map);
        _builder.Branch(end);
        _builder.Enter(end);
        // Declared right here, the variable cannot be one that an earlier turn of a loop has written to.
        slot.Freshness = target is IDeclarationExpressionOperation ? (_frame, _loopDepth) : null;
        return isReserved;
    }

    private IrValue LowerOutput(IInvocationOperation call, BoundMap map)
    {
        TypeShape shape = Shapes.Of(map.Value);
        MemoryPlace value = NewTemporary(map.Value, "event");
        if (shape is StructShape)
            Clear(value);
        LowerInto(call.Arguments[0].Value, value);
        IrValue result = _builder.Helper(
            BpfHelper.RingBufferOutput, IrType.I64,
            MapAddress(map), value.Base, IrBuilder.Constant(IrType.I64, shape.Size), IrBuilder.Constant(IrType.I64, 0));
        return CountUnlessWritten(result, map);
    }

    private void CountDropped(BoundMap map)
    {
        IrValue counter = _builder.Offset(new IrGlobalAddress(_context.Traps.Dropped), 8L * map.Index);
        _builder.Atomic(IrAtomicOperator.Add, counter, IrBuilder.Constant(IrType.I64, 1), isResultUsed: false);
    }

    private SlotVariable? SlotOf(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => _frame.Find(local.Local) as SlotVariable,
        IParameterReferenceOperation parameter => _frame.Find(parameter.Parameter) as SlotVariable,
        IDeclarationExpressionOperation declaration => SlotOf(declaration.Expression),
        _ => null,
    };

    /// <summary>The reserved record. It is gone once submitted, and so is null where the reservation failed.</summary>
    private MemoryPlace LowerSlotValue(IPropertyReferenceOperation reference)
    {
        if (SlotOf(reference.Instance) is not { } slot)
        {
            ReportUnsupported(reference, "the slot must be a local variable");
            return PoisonPlace(reference.Type);
        }
        slot.Freshness = null;
        // The property itself throws, before anything that is stored through it is computed.
        IrValue record = _builder.Load(IrType.Pointer, slot.Holder, 8);
        TrapUnless(_builder.IsNotNull(record), TrapReasons.NullReference);
        // kernel/bpf/ringbuf.c: records are aligned to eight bytes.
        return new MemoryPlace(record, slot.Record, 8);
    }

    private bool TryLowerSlotCall(IInvocationOperation call)
    {
        BpfHelper helper;
        switch (call.TargetMethod.Name)
        {
            case "Submit":
                helper = BpfHelper.RingBufferSubmit;
                break;
            case "Discard":
                helper = BpfHelper.RingBufferDiscard;
                break;
            default:
                return false;
        }
        if (SlotOf(call.Instance) is not { } slot)
        {
            ReportUnsupported(call, "the slot must be a local variable");
            return true;
        }
        IrValue record = _builder.Load(IrType.Pointer, slot.Holder, 8);
        TrapUnless(_builder.IsNotNull(record), TrapReasons.NullReference);
        _builder.Helper(helper, IrType.Void, record, IrBuilder.Constant(IrType.I64, 0));
        _builder.Store(IrNullPointer.Instance, slot.Holder, 8);
        return true;
    }
}
