using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>User ring buffers: the kernel calls a method for each record that user space has written.</summary>
partial class ProgramLowerer
{
    private IrValue? LowerUserRingCall(IInvocationOperation call, BoundMap map) => call.TargetMethod.Name == "Drain" ? LowerDrain(call, map) : null;

    private IrValue LowerDrain(IInvocationOperation call, BoundMap map)
    {
        DebugType context = _context.DebugTypes.Context;
        IrParameter record = new("record", IrType.Pointer, context), closure = new("closure", IrType.Pointer, context);
        CallbackShape shape = new("record", [record, closure], 1, (callee, frame) =>
        {
            IParameterSymbol parameter = frame.Method.OriginalDefinition.Parameters[0];
            // The kernel hands on a dynptr, of which it gives a part in place if there is as much.
            IrValue data = callee._builder.Helper(BpfHelper.DynptrData, IrType.Pointer, record, Number(0), Number(Shapes.Of(map.Value).Size));
            callee.TrapUnless(callee._builder.IsNotNull(data), TrapReasons.RecordTooShort);
            // Its place among the others is a multiple of eight.
            frame.Declare(parameter, new PlaceVariable(new MemoryPlace(data, map.Value, 8, IsReadOnly: true)));
        });
        return CallBack(call, call.Arguments[0].Value, shape,
            (function, block) => _builder.Helper(BpfHelper.UserRingBufferDrain, IrType.I64, MapAddress(map), function, block, Number(0)));
    }
}
