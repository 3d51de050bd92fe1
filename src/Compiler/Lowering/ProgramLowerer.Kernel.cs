using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Reading kernel memory: directly where the verifier knows the type, by a probed read elsewhere.</summary>
partial class ProgramLowerer
{
    private IrValue KernelAddress(KernelPlace place) =>
        place.Record is null || place.Steps.IsEmpty ? place.Base : _builder.CoreAccess(place.Base, place.Record, place.Steps);

    private IrValue LoadKernel(KernelPlace place, TypeShape shape)
    {
        if (shape is StructShape or UnsupportedShape)
            return IrBuilder.Constant(IrType.I64, 0); // structs are copied, others were reported
        if (place.IsBitfield && shape is IntegerShape bits)
            return LoadBitfield(place, bits);
        IrIntType? integer = (shape as IntegerShape)?.Memory;
        IrValue address = KernelAddress(place);
        IrValue value;
        if (place is { IsTrusted: true, Record: not null })
        {
            value = _builder.Load((IrType?)integer ?? IrType.Pointer, address, shape.Align);
        }
        else
        {
            IrLocal buffer = _builder.Local("read", shape.Size, shape.Align);
            ProbeRead(BpfHelper.ProbeReadKernel, buffer, shape.Size, address);
            value = _builder.Load((IrType?)integer ?? IrType.Pointer, buffer, shape.Align);
        }
        return shape is IntegerShape known ? FromMemory(value, known) : value;
    }

    /// <summary>Reads a whole record. A fault leaves zeros, as it does for a direct load (kernel/trace/bpf_trace.c).</summary>
    private void ReadKernel(KernelPlace place, IrValue destination, int size)
    {
        if (place.IsCopy)
            _builder.Copy(destination, KernelAddress(place), size, AlignOfBytes(size));
        else
            ProbeRead(BpfHelper.ProbeReadKernel, destination, size, KernelAddress(place));
    }

    private IrValue ProbeRead(BpfHelper helper, IrValue destination, int size, IrValue source) =>
        _builder.Helper(helper, IrType.I64, destination, IrBuilder.Constant(IrType.I64, size), source);
}
