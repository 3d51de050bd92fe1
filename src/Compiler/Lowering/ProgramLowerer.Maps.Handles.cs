using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Arrays of kernel objects: programs to go on with, control groups to compare with; and maps of stack traces.</summary>
partial class ProgramLowerer
{
    private IrValue? LowerHandlesCall(IInvocationOperation call, BoundMap map)
    {
        switch (call.TargetMethod.Name)
        {
            case "TailCall":
                IrValue index = LowerValue(call.Arguments[0].Value);
                // It only comes back when there is no program at the index, or there were too many before.
                _builder.Helper(BpfHelper.TailCall, IrType.I64, ProgramContext, MapAddress(map), Extend(index, isSigned: false));
                return Poison(null);
            case "ContainsCurrentTask":
                IrValue result = _builder.Helper(BpfHelper.CurrentTaskUnderCgroup, IrType.I64, MapAddress(map), Extend(LowerValue(call.Arguments[0].Value), isSigned: false));
                // Negative where there is no group at the index.
                return _builder.Compare(IrComparison.SignedGreater, result, IrBuilder.Constant(IrType.I64, 0));
            default:
                return null;
        }
    }

    private IrValue? LowerRedirectCall(IInvocationOperation call, BoundMap map)
    {
        if (call.TargetMethod.Name != "Redirect")
            return null;
        IrValue key = LowerValue(call.Arguments[0].Value), otherwise = LowerValue(call.Arguments[1].Value);
        IrValue action = _builder.Helper(BpfHelper.RedirectMap, IrType.I64, MapAddress(map), Extend(key, isSigned: false), Extend(otherwise, isSigned: false));
        return _builder.Resize(action, IrType.I32, signExtend: false);
    }

    private IrValue? LowerStackTraceCall(IInvocationOperation call, BoundMap map)
    {
        if (call.TargetMethod.Name != "TryCapture")
            return null;
        IOperation target = call.Arguments[0].Value;
        Place? place = target is IDiscardOperation ? NewTemporary(target.Type!, "discarded") : TryLowerPlace(target);
        if (place is not MemoryPlace { IsReadOnly: false } destination)
            return Unsupported(target, "the stack's number can only be put into a variable");
        IrValue options = Extend(LowerValue(call.Arguments[1].Value), isSigned: false);
        // include/uapi/linux/bpf.h, BPF_F_SKIP_FIELD_MASK: the low eight bits.
        IrValue skipped = _builder.Binary(IrBinaryOperator.And, Extend(LowerValue(call.Arguments[2].Value), isSigned: false), IrBuilder.Constant(IrType.I64, 0xFF));
        IrValue result = _builder.Helper(BpfHelper.GetStackId, IrType.I64, ProgramContext, MapAddress(map), _builder.Binary(IrBinaryOperator.Or, options, skipped));
        IrValue isCaptured = _builder.Compare(IrComparison.SignedGreaterOrEqual, result, IrBuilder.Constant(IrType.I64, 0));
        IrValue id = _builder.Select(isCaptured, result, IrBuilder.Constant(IrType.I64, 0));
        StorePlace(destination, _builder.Resize(id, IrType.I32, signExtend: false), call);
        return isCaptured;
    }

    private IrValue Extend(IrValue value, bool isSigned) => _builder.Resize(value, IrType.I64, isSigned);
}
