using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Timers in map elements. What they call is a function of its own that runs when the program has long ended.</summary>
partial class ProgramLowerer
{
    // Whether nobody waits for this function: it has no caller's variables, and a trap only ends it.
    private bool _isDetached;

    private IrValue LowerTimerCall(IInvocationOperation call)
    {
        if (ValueFieldAddress(call) is not { } timer)
            return Poison(call.Type);
        switch (call.TargetMethod.Name)
        {
            case "TryInitialize":
                if (RequireMap(call.Arguments[0].Value, call) is not { } map)
                    return Poison(call.Type);
                IrValue clock = Extend(LowerValue(call.Arguments[1].Value), isSigned: false);
                return IsZero(_builder.Helper(BpfHelper.TimerInit, IrType.I64, timer, MapAddress(map), clock));
            case "SetCallback":
                return LowerTimerCallback(call, timer);
            case "Start":
                IrValue time = LowerValue(call.Arguments[0].Value), flags = Extend(LowerValue(call.Arguments[1].Value), isSigned: false);
                return IsZero(_builder.Helper(BpfHelper.TimerStart, IrType.I64, timer, time, flags));
            default:
                return _builder.Compare(IrComparison.SignedGreater, _builder.Helper(BpfHelper.TimerCancel, IrType.I64, timer), Number(0));
        }
    }

    private IrValue LowerTimerCallback(IInvocationOperation call, IrValue timer)
    {
        IOperation target = call.Arguments[0].Value;
        if (FindCallback(target, call) is not { } binding)
            return Poison(call.Type);
        DebugType context = _context.DebugTypes.Context;
        IrParameter key = new("key", IrType.Pointer, context), value = new("value", IrType.Pointer, context);
        ITypeSymbol keyType = call.TargetMethod.TypeArguments[0], valueType = call.TargetMethod.TypeArguments[1];
        CallbackShape shape = new("expired", [new("map", IrType.Pointer, context), key, value], -1, (callee, frame) =>
        {
            IParameterSymbol[] parameters = [.. frame.Method.OriginalDefinition.Parameters];
            MemoryPlace copy = callee.NewTemporary(keyType, parameters[0].Name);
            callee.CopyInto(new MemoryPlace(key, keyType, Math.Min(Shapes.Of(keyType).Align, 8)), copy, call);
            frame.Declare(parameters[0], new PlaceVariable(copy));
            frame.Declare(parameters[1], new PlaceVariable(new MemoryPlace(value, valueType, 8)));
        });
        Frame current = _frame;
        (IrFunction function, FunctionEntry entry) = LowerCallback(binding, shape, closure: null);
        _frame = current;
        foreach (Incoming incoming in entry.Incoming)
        {
            Report(ValueFieldDiagnostics.Use, target, "The callback", incoming is CapturedValue
                ? $"it uses '{incoming.Name}' of the method around it, which has ended when the timer expires; keep it in the element or in a global"
                : "it asks for what the program was called with, which has ended when the timer expires");
            return Poison(call.Type);
        }
        return IsZero(_builder.Helper(BpfHelper.TimerSetCallback, IrType.I64, timer, new IrFunctionAddress(function)));
    }
}
