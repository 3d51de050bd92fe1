using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Maps without keys: queues, stacks and Bloom filters.</summary>
partial class ProgramLowerer
{
    private IrValue? LowerQueueCall(IInvocationOperation call, BoundMap map) => call.TargetMethod.Name switch
    {
        "TryEnqueue" or "TryPush" => IsZero(Push(map, call.Arguments[0].Value, OverwriteFlag(call.Arguments[1].Value))),
        "TryDequeue" or "TryPop" => LowerTake(BpfHelper.MapPopElement, map, call),
        "TryPeek" => LowerTake(BpfHelper.MapPeekElement, map, call),
        _ => null,
    };

    private IrValue? LowerBloomCall(IInvocationOperation call, BoundMap map)
    {
        switch (call.TargetMethod.Name)
        {
            case "Add":
                TrapUnless(IsZero(Push(map, call.Arguments[0].Value, IrBuilder.Constant(IrType.I64, UpdateAny))), TrapReasons.MapUpdateFailed);
                return Poison(null);
            case "MayContain":
                return IsZero(_builder.Helper(BpfHelper.MapPeekElement, IrType.I64, MapAddress(map), LowerElement(map, call.Arguments[0].Value)));
            default:
                return null;
        }
    }

    private IrValue Push(BoundMap map, IOperation value, IrValue flags)
    {
        IrValue element = LowerElement(map, value);
        return _builder.Helper(BpfHelper.MapPushElement, IrType.I64, MapAddress(map), element, flags);
    }

    /// <summary>A value in memory of its own, padding cleared: what user space sees of it, and what a Bloom filter hashes.</summary>
    private IrValue LowerElement(BoundMap map, IOperation value)
    {
        MemoryPlace element = NewTemporary(map.Value, "element");
        LowerCompared(value, element);
        return element.Base;
    }

    /// <summary>BPF_EXIST, which makes a full queue lose its oldest element, where the argument is true.</summary>
    private IrValue OverwriteFlag(IOperation argument)
    {
        if (argument.ConstantValue is { HasValue: true, Value: bool isSet })
            return IrBuilder.Constant(IrType.I64, isSet ? UpdateExist : UpdateAny);
        return _builder.Select(LowerValue(argument), IrBuilder.Constant(IrType.I64, UpdateExist), IrBuilder.Constant(IrType.I64, UpdateAny));
    }

    /// <summary>Takes or reads the next element. The helper clears what it is given where there is none.</summary>
    private IrValue LowerTake(BpfHelper helper, BoundMap map, IInvocationOperation call)
    {
        IOperation target = call.Arguments[0].Value;
        Place? place = target is IDiscardOperation ? NewTemporary(map.Value, "discarded") : TryLowerPlace(target);
        if (place is not MemoryPlace { IsReadOnly: false } destination)
            return Unsupported(target, "the element can only be put into a variable");
        MemoryPlace taken = NewTemporary(map.Value, "taken");
        IrValue isTaken = IsZero(_builder.Helper(helper, IrType.I64, MapAddress(map), taken.Base));
        CopyInto(taken, destination, call);
        return isTaken;
    }

    private IrValue IsZero(IrValue result) => _builder.Compare(IrComparison.Equal, result, IrBuilder.Constant((IrIntType)result.Type, 0));
}
