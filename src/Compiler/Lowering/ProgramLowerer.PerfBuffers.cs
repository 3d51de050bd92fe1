using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Perf buffers, which older kernels have in place of ring buffers.</summary>
partial class ProgramLowerer
{
    // include/uapi/linux/bpf.h: BPF_F_CURRENT_CPU.
    private const long CurrentCpu = 0xFFFF_FFFF;

    private IrValue? LowerPerfBufferCall(IInvocationOperation call, BoundMap map)
    {
        if (call.TargetMethod.Name != "TryOutput")
            return null;
        IrValue value = LowerElement(map, call.Arguments[0].Value);
        IrValue result = _builder.Helper(
            BpfHelper.PerfEventOutput, IrType.I64,
            ProgramContext, MapAddress(map), IrBuilder.Constant(IrType.I64, CurrentCpu), value, IrBuilder.Constant(IrType.I64, Shapes.Of(map.Value).Size));
        return CountUnlessWritten(result, map);
    }

    /// <summary>Counts an event as dropped unless the helper says that it was written.</summary>
    private IrValue CountUnlessWritten(IrValue result, BoundMap map)
    {
        IrValue isWritten = IsZero(result);
        IrBlock full = new IrBlock("full"), end = new IrBlock("end");
        _builder.Branch(isWritten, end, full);
        _builder.Enter(full);
        CountDropped(map);
        _builder.Branch(end);
        _builder.Enter(end);
        return isWritten;
    }
}
