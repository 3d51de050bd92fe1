using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>The members of <c>BpfSharp.Bpf</c>.</summary>
partial class ProgramLowerer
{
    private IrValue LowerBpfProperty(IPropertyReferenceOperation reference)
    {
        IrValue Low(BpfHelper helper) => _builder.Resize(_builder.Helper(helper, IrType.I64), IrType.I32, signExtend: false);
        IrValue High(BpfHelper helper) => _builder.Resize(
            _builder.Binary(IrBinaryOperator.LogicalShiftRight, _builder.Helper(helper, IrType.I64), IrBuilder.Constant(IrType.I64, 32)), IrType.I32, signExtend: false);

        switch (reference.Property.Name)
        {
            case "CurrentPidTgid":
                return _builder.Helper(BpfHelper.GetCurrentPidTgid, IrType.I64);
            case "CurrentTgid":
                return High(BpfHelper.GetCurrentPidTgid);
            case "CurrentPid":
                return Low(BpfHelper.GetCurrentPidTgid);
            case "CurrentUidGid":
                return _builder.Helper(BpfHelper.GetCurrentUidGid, IrType.I64);
            case "CurrentUid":
                return Low(BpfHelper.GetCurrentUidGid);
            case "CurrentGid":
                return High(BpfHelper.GetCurrentUidGid);
            case "KtimeNs":
                return _builder.Helper(BpfHelper.KtimeGetNs, IrType.I64);
            case "BootTimeNs":
                return _builder.Helper(BpfHelper.KtimeGetBootNs, IrType.I64);
            case "CurrentCpu":
                return Low(BpfHelper.GetSmpProcessorId);
            case "RandomUInt32":
                return Low(BpfHelper.GetPrandomU32);
            case "CurrentCgroupId":
                return _builder.Helper(BpfHelper.GetCurrentCgroupId, IrType.I64);
            case "AttachCookie":
                return _builder.Helper(BpfHelper.GetAttachCookie, IrType.I64, ProgramContext);
            case "IsSessionReturn":
                return CheckSession(reference) ? IsSessionReturn : IrBuilder.Constant(IrType.I1, 0);
            case "SessionCookie":
                return LoadPlace(SessionCookie(reference), reference);
            case "FunctionAddress":
                return _builder.Helper(BpfHelper.GetFunctionAddress, IrType.I64, ProgramContext);
            default:
                Report(LanguageDiagnostics.Call, reference, "Bpf." + reference.Property.Name, "this version of the compiler does not know it");
                return Poison(reference.Type);
        }
    }

    private void LowerBpfPropertyInto(IPropertyReferenceOperation reference, MemoryPlace destination)
    {
        if (reference.Property.Name == "CurrentComm")
            _builder.Helper(BpfHelper.GetCurrentComm, IrType.I64, CheckedAddress(destination), IrBuilder.Constant(IrType.I64, Shapes.Of(destination.Type).Size));
        else
            Report(LanguageDiagnostics.Call, reference, "Bpf." + reference.Property.Name, "this version of the compiler does not know it");
    }

    private IrValue? LowerBpfCall(IInvocationOperation call, MemoryPlace? destination)
    {
        switch (call.TargetMethod.Name)
        {
            case "Printk":
                LowerPrintk(call);
                return null;
            case "Loop":
                return LowerLoop(call);
            case "CurrentTask":
                // bpf_get_current_task_btf, whose result can be loaded from directly, needs Linux 5.11.
                return _builder.Convert(IrConversion.IntToPointer, _builder.Helper(BpfHelper.GetCurrentTask, IrType.I64), IrType.Pointer);
            case "TryReadKernel":
                return LowerTryRead(call, BpfHelper.ProbeReadKernel);
            case "TryReadUser":
                return LowerTryRead(call, BpfHelper.ProbeReadUser);
            case "TryReadKernelString":
                return LowerReadString(call, BpfHelper.ProbeReadKernelString);
            case "TryReadUserString":
                return LowerReadString(call, BpfHelper.ProbeReadUserString);
            case "TryGetPath":
                return LowerGetPath(call);
            case "HasKernelFunction":
                return LowerHasKernelFunction(call);
            case "ThisCpu" or "PerCpu":
                return LowerCpuVariable(call);
            case "EnterRcuScope":
                EnterRcuScope(call);
                return null;
            case "ReadKernel":
                return LowerReadKernel(call, destination);
            default:
                return UnknownMember(call, "this version of the compiler does not know it");
        }
    }

    private IrValue LowerTryRead(IInvocationOperation call, BpfHelper helper)
    {
        CheckMemory(call.Arguments[0].Value, isUser: helper == BpfHelper.ProbeReadUser);
        IrValue source = LowerValue(call.Arguments[0].Value);
        return TryReadInto(call.Arguments[1].Value, source, helper);
    }

    private IrValue TryReadInto(IOperation target, IrValue source, BpfHelper helper)
    {
        Place? place = target is IDiscardOperation ? NewTemporary(target.Type!, "discarded") : TryLowerPlace(target);
        if (place is not MemoryPlace { IsReadOnly: false } destination)
            return Unsupported(target, "the value can only be read into a variable");
        int size = Shapes.Of(destination.Type).Size;
        IrValue result = ProbeRead(helper, CheckedAddress(destination), size, source);
        return _builder.Compare(IrComparison.Equal, result, IrBuilder.Constant(IrType.I64, 0));
    }

    private IrValue? LowerReadKernel(IInvocationOperation call, MemoryPlace? destination)
    {
        CheckMemory(call.Arguments[0].Value, isUser: false);
        MemoryPlace target = destination ?? NewTemporary(call.Type!, "read");
        IrValue source = LowerValue(call.Arguments[0].Value);
        ProbeRead(BpfHelper.ProbeReadKernel, CheckedAddress(target), Shapes.Of(target.Type).Size, source);
        return destination is null ? LoadPlace(target, call) : null;
    }
}
