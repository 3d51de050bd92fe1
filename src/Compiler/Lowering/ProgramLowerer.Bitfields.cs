using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Kernel memory that is not laid out as declared: bitfields, and whole kernel types.</summary>
partial class ProgramLowerer
{
    /// <summary>
    /// Reads the bytes that hold the field, then shifts it to the top of 64 bits and down again; all of these numbers are
    /// the kernel's, filled in at load.
    /// </summary>
    private IrValue LoadBitfield(KernelPlace place, IntegerShape shape)
    {
        IrValue Info(CoreFieldInfoKind kind) => _builder.Resize(_builder.CoreFieldInfo(place.Record!, place.Steps, kind), IrType.I64, signExtend: false);

        IrValue bytes;
        if (place.IsCopy)
        {
            bytes = LoadBitsOfCopy(place.Base, Info(CoreFieldInfoKind.ByteOffset));
        }
        else
        {
            IrLocal buffer = _builder.Local("bits", 8, 8);
            _builder.Store(IrBuilder.Constant(IrType.I64, 0), buffer, 8);
            _builder.Helper(BpfHelper.ProbeReadKernel, IrType.I64, buffer, Info(CoreFieldInfoKind.ByteSize), _builder.Offset(place.Base, Info(CoreFieldInfoKind.ByteOffset)));
            bytes = _builder.Load(IrType.I64, buffer, 8);
        }
        IrValue top = _builder.Binary(IrBinaryOperator.ShiftLeft, bytes, Info(CoreFieldInfoKind.LeftShift));
        IrBinaryOperator down = shape.IsSigned ? IrBinaryOperator.ArithmeticShiftRight : IrBinaryOperator.LogicalShiftRight;
        IrValue value = _builder.Binary(down, top, Info(CoreFieldInfoKind.RightShift));
        return shape.IsBool ? _builder.Compare(IrComparison.NotEqual, value, IrBuilder.Constant(IrType.I64, 0)) : _builder.Resize(value, shape.Register, signExtend: false);
    }

    /// <summary>Copies the declared fields of a kernel type, each from where the kernel has it; what is between them is zero.</summary>
    private void CopyFields(KernelPlace source, MemoryPlace destination, StructLayout layout, IOperation operation)
    {
        destination = destination with { Base = CheckedAddress(destination), MayBeNull = false, Offset = 0 };
        _builder.Clear(destination.Base, layout.Size, destination.Align);
        if (!TryCopyAtOnce(source, destination, layout, operation))
            CopyEachField(source, destination, layout, operation);
    }

    private void CopyEachField(KernelPlace source, MemoryPlace destination, StructLayout layout, IOperation operation)
    {
        foreach (FieldPlace field in layout.Fields)
        {
            if (FieldOf(source, field.Field, operation) is not KernelPlace from || FieldOf(destination, field.Field, operation) is not MemoryPlace to)
                continue;
            if (field.FixedLength > 0)
                ReadKernel(from, CheckedAddress(to), field.Size);
            else
                CopyInto(from, to, operation);
        }
    }
}
