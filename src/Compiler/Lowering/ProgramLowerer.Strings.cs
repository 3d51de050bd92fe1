using BpfSharp.Compiler.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>
/// Fixed-size strings. The kernel says how many bytes it wrote, the terminating zero included, and the same number for a
/// text that just fits as for one that was cut. So the buffer has room for one byte more than the text may have.
/// </summary>
partial class ProgramLowerer
{
    // As in FixedText of the runtime.
    private const int StringOverhead = 4, StringStateSize = 2, StringTruncated = 0x8000;
    private const int LargestClearedString = 512;

    private IrValue LowerReadString(IInvocationOperation call, BpfHelper helper)
    {
        CheckMemory(call.Arguments[0].Value, isUser: helper == BpfHelper.ProbeReadUserString);
        return ReadStringInto(call, call.Arguments[1].Value, LowerValue(call.Arguments[0].Value), helper);
    }

    private IrValue ReadStringInto(IInvocationOperation call, IOperation target, IrValue source, BpfHelper helper)
    {
        if (StringDestination(target) is not { } destination)
            return Poison(call.Type);
        (IrValue text, int size) = BeginString(destination);
        int room = size - StringStateSize;
        IrValue written = _builder.Helper(helper, IrType.I64, text, IrBuilder.Constant(IrType.I64, room), source);
        return FinishString(text, size, written, _builder.Compare(IrComparison.Equal, written, IrBuilder.Constant(IrType.I64, room)));
    }

    private IrValue LowerGetPath(IInvocationOperation call)
    {
        IrValue path = LowerValue(call.Arguments[0].Value);
        if (StringDestination(call.Arguments[1].Value) is not { } destination)
            return Poison(call.Type);
        (IrValue text, int size) = BeginString(destination);
        // Never cut, and one byte less than the room, so that the text has at most what it may have.
        IrValue written = _builder.Helper(BpfHelper.GetPath, IrType.I64, path, text, IrBuilder.Constant(IrType.I64, size - StringStateSize - 1));
        return FinishString(text, size, written, IrBuilder.Constant(IrType.I1, 0));
    }

    private MemoryPlace? StringDestination(IOperation target)
    {
        Place? place = target is IDiscardOperation ? NewTemporary(target.Type!, "discarded") : TryLowerPlace(target);
        if (place is MemoryPlace { IsReadOnly: false } destination && CheckType(destination.Type, target))
            return destination;
        if (place is not MemoryPlace)
            ReportUnsupported(target, "the text can only be read into a variable");
        return null;
    }

    private (IrValue Text, int Size) BeginString(MemoryPlace destination)
    {
        IrValue text = CheckedAddress(destination);
        int size = Shapes.Of(destination.Type).Size;
        if (size <= LargestClearedString)
            _builder.Clear(text, size, destination.Align);
        return (text, size);
    }

    private IrValue FinishString(IrValue text, int size, IrValue written, IrValue isCut)
    {
        IrValue isRead = _builder.Compare(IrComparison.SignedGreater, written, IrBuilder.Constant(IrType.I64, 0));
        IrValue length = _builder.Binary(IrBinaryOperator.Subtract, written, IrBuilder.Constant(IrType.I64, 1));
        IrValue cut = _builder.Select(isCut, IrBuilder.Constant(IrType.I64, (size - StringOverhead) | StringTruncated), length);
        IrValue state = _builder.Select(isRead, cut, IrBuilder.Constant(IrType.I64, 0));
        _builder.Store(_builder.Resize(state, IrType.I16, signExtend: false), _builder.Offset(text, size - StringStateSize), 1);
        return isRead;
    }
}
