using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>
/// Events of a size that is known only at run time. The kernel keeps where they are in a dynptr on the program's stack, which has to be
/// given back whether or not there was room; a slot beside it says whether there is an event to be ended.
/// </summary>
partial class ProgramLowerer
{
    private const int DynptrSize = 16;
    private const string Space = "RingBufferSpace";

    private static readonly Version s_dynptrs = new(5, 19);
    private readonly List<SpaceVariable> _heldSpaces = [];

    private bool HasDynptrs => _context.Options.EffectiveMinimumKernel >= s_dynptrs;

    private SpaceVariable NewSpace(string name)
    {
        IrLocal holder = _builder.Local(name, 8, 8);
        _prologue.Instructions.Add(new IrStore(Number(0), holder, 8, isVolatile: false, _builder.Function.Span));
        SpaceVariable space = new(holder, _builder.Local(name + "_dynptr", DynptrSize, 8));
        if (HasDynptrs)
            _heldSpaces.Add(space);
        return space;
    }

    private SpaceVariable? SpaceOf(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => _frame.Find(local.Local) as SpaceVariable,
        IDeclarationExpressionOperation declaration => SpaceOf(declaration.Expression),
        _ => null,
    };

    /// <summary><c>RingBuffer.TryReserve&lt;T&gt;(length, out space)</c></summary>
    private IrValue LowerReserveSpace(IInvocationOperation call, BoundMap map)
    {
        if (TagOf(call, "TryReserve", call.TargetMethod.TypeArguments[0]) is not { } tag)
            return Poison(call.Type);
        IrValue length = Extend(LowerValue(call.Arguments[0].Value), isSigned: true);
        TrapUnless(_builder.Compare(IrComparison.SignedGreaterOrEqual, length, Number(0)), TrapReasons.ArgumentOutOfRange);
        IOperation target = call.Arguments[1].Value;
        if (target is IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared })
            DeclareLocal(declared.Local, target);
        if (!RequireKernel(s_dynptrs, "'RingBuffer.TryReserve' with a length (a dynptr)", call, "raise BpfMinimumKernel, or use TryOutput with a struct"))
            return Poison(call.Type);
        if (SpaceOf(target) is not { } space)
            return Unsupported(target, "the room can only be put into a local variable");
        IrValue result = _builder.Helper(BpfHelper.RingBufferReserveDynptr, IrType.I64,
            MapAddress(map), _builder.Binary(IrBinaryOperator.Add, length, Number(TagSize)), Number(0), space.Dynptr);
        _reservations.Add((space.Holder, target));
        IrValue isReserved = IsZero(result);
        IrBlock reserved = new IrBlock("reserved"), full = new IrBlock("full"), end = new IrBlock("end");
        _builder.Branch(isReserved, reserved, full);
        _builder.Enter(reserved);
        _builder.Store(Number(1), space.Holder, 8);
        IrLocal number = _builder.Local("tag", TagSize, 8);
        _builder.Store(Number((uint)tag), number, 8);
        _builder.Helper(BpfHelper.DynptrWrite, IrType.I64, space.Dynptr, Number(0), number, Number(TagSize), Number(0));
        _builder.Branch(end);
        _builder.Enter(full);
        _builder.Store(Number(0), space.Holder, 8);
        // kernel/bpf/ringbuf.c: it is one of no memory then, and the verifier wants it back all the same.
        _builder.Helper(BpfHelper.RingBufferDiscardDynptr, IrType.Void, space.Dynptr, Number(0));
        CountDropped(map);
        _builder.Branch(end);
        _builder.Enter(end);
        return isReserved;
    }

    private IrValue? LowerSpaceCall(IInvocationOperation call)
    {
        if (SpaceOf(call.Instance) is not { } space)
            return Unsupported(call, "the room must be a local variable");
        if (!HasDynptrs)
            return Poison(call.Type); // reported where it was reserved
        switch (call.TargetMethod.Name)
        {
            case "TryWrite":
                return LowerSpaceWrite(call, space);
            case "Submit" or "Discard":
                CheckHeld(space);
                BpfHelper helper = call.TargetMethod.Name == "Submit" ? BpfHelper.RingBufferSubmitDynptr : BpfHelper.RingBufferDiscardDynptr;
                _builder.Helper(helper, IrType.Void, space.Dynptr, Number(0));
                _builder.Store(Number(0), space.Holder, 8);
                return null;
            default:
                ReportUserSide(call, call.TargetMethod);
                return Poison(call.Type);
        }
    }

    private void CheckHeld(SpaceVariable space) =>
        TrapUnless(_builder.Compare(IrComparison.NotEqual, _builder.Load(IrType.I64, space.Holder, 8), Number(0)), TrapReasons.NullReference);

    private IrValue LowerSpaceWrite(IInvocationOperation call, SpaceVariable space)
    {
        IrValue offset = Extend(LowerValue(call.Arguments[0].Value), isSigned: true);
        (IrValue data, IrValue length)? source = call.TargetMethod.IsGenericMethod
            ? ValueBytes(call.Arguments[1].Value, call.TargetMethod.TypeArguments[0])
            : SpanBytes(call.Arguments[1].Value);
        CheckHeld(space);
        if (source is not { } bytes)
            return Poison(call.Type);
        // The kernel takes 32 bits of the offset: a negative one would come back as the tag's place.
        IrLocal result = _builder.Local("written", 8, 8);
        _builder.Store(Number(-1), result, 8);
        IrBlock write = new IrBlock("write"), end = new IrBlock("written");
        _builder.Branch(_builder.Compare(IrComparison.SignedGreaterOrEqual, offset, Number(0)), write, end);
        _builder.Enter(write);
        IrValue place = _builder.Binary(IrBinaryOperator.Add, offset, Number(TagSize));
        _builder.Store(_builder.Helper(BpfHelper.DynptrWrite, IrType.I64, space.Dynptr, place, bytes.data, bytes.length, Number(0)), result, 8);
        _builder.Branch(end);
        _builder.Enter(end);
        return IsZero(_builder.Load(IrType.I64, result, 8));
    }

    private (IrValue, IrValue)? ValueBytes(IOperation value, ITypeSymbol type)
    {
        if (!CheckType(type, value))
            return null;
        MemoryPlace copy = NewTemporary(Resolve(type), "value");
        if (Shapes.Of(copy.Type) is StructShape)
            Clear(copy);
        LowerInto(value, copy);
        return (copy.Base, Number(Shapes.Of(copy.Type).Size));
    }

    private (IrValue, IrValue)? SpanBytes(IOperation operation)
    {
        SpanValue span = LowerSpan(operation);
        if (span is not { Start: IrConstant start, Capacity: IrConstant capacity })
        {
            Unsupported(operation, "where the bytes begin must be known at build time: take the whole of their memory, or slice off its end only");
            return null;
        }
        IrValue data = _builder.Offset(span.Base, start.Value);
        if (span.Length is IrConstant)
            return (data, span.Length);
        // Through memory, so that the verifier has the bounds of the very number that it was checked for.
        IrLocal holder = _builder.Local("length", 8, 8);
        _builder.Store(span.Length, holder, 8, isVolatile: true);
        IrValue length = _builder.Load(IrType.I64, holder, 8, isVolatile: true);
        TrapUnless(_builder.Compare(IrComparison.UnsignedLessOrEqual, length, Number(capacity.Value - start.Value)), TrapReasons.IndexOutOfRange);
        return (data, length);
    }

    /// <summary>Gives back what is left at a trap.</summary>
    private void DiscardSpaces()
    {
        foreach (SpaceVariable space in _heldSpaces)
        {
            IrBlock discard = new IrBlock("discard"), next = new IrBlock("discarded");
            _builder.Branch(_builder.Compare(IrComparison.NotEqual, _builder.Load(IrType.I64, space.Holder, 8), Number(0)), discard, next);
            _builder.EnterCold(discard);
            _builder.Helper(BpfHelper.RingBufferDiscardDynptr, IrType.Void, space.Dynptr, Number(0));
            _builder.Branch(next);
            _builder.EnterCold(next);
        }
    }
}
