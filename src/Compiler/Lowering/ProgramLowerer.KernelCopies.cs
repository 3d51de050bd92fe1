using System.Collections.Immutable;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Lowering;

/// <summary>
/// A copy of a small kernel type is one read of the kernel's whole struct, from which the declared fields are then taken. How large that is and
/// where its fields are is known at load only, so each program has the other way too, a read for each field: for kernels where the struct
/// is too large, has a field of another size or one that no load may take from the stack, and for memory that ends within the struct.
/// The verifier follows the way that the kernel's numbers leave open, and removes the rest.
/// </summary>
partial class ProgramLowerer
{
    /// <summary>The largest declared type that is worth its place on a stack of 512 bytes.</summary>
    private const int LargestCopy = 64;

    private readonly record struct CopiedField(KernelPlace Place, int Size, int Align);

    /// <param name="source">What is copied.</param>
    /// <param name="destination">Memory that is all zero.</param>
    /// <param name="layout">The declared fields.</param>
    /// <param name="operation">The expression.</param>
    private bool TryCopyAtOnce(KernelPlace source, MemoryPlace destination, StructLayout layout, IOperation operation)
    {
        if (source.IsTrusted || layout.Size > LargestCopy || layout.Fields.Length < 2 || DebugTypeMap.KernelName(source.Type) is not { Length: > 0 }
            || _context.DebugTypes.Of(source.Type) is not DebugRecord record)
            return false;
        int room = Math.Min(2 * LargestCopy, Math.Max(32, (2 * layout.Size + 7) & ~7));
        IrLocal copy = _builder.Local("copy", room, 8);
        KernelPlace whole = new(copy, record, [], source.Type, IsTrusted: true, IsCopy: true);
        List<CopiedField> fields = [];
        bool hasBitfields = false;
        if (!FindFields(whole, layout, fields, ref hasBitfields, operation))
            return false;

        IrValue address = KernelAddress(source);
        IrBlock fits = new("fits"), suits = new("suits"), copied = new("copied"), each = new("each"), end = new("end");
        IrValue size = _builder.CoreTypeInfo(record, CoreTypeInfoKind.Size);
        _builder.Branch(_builder.Compare(IrComparison.UnsignedLess, _builder.Binary(IrBinaryOperator.Subtract, size, IrBuilder.Constant(IrType.I64, 1)), IrBuilder.Constant(IrType.I64, room)), fits, each);

        _builder.Enter(fits);
        _builder.Branch(_builder.Compare(IrComparison.Equal, Differences(source, size, fields), IrBuilder.Constant(IrType.I32, 0)), suits, each);

        _builder.Enter(suits);
        if (hasBitfields)
            _builder.Clear(copy, room, 8); // they are taken from whole words, of which the last may be longer than the struct
        IrValue error = _builder.Helper(BpfHelper.ProbeReadKernel, IrType.I64, copy, size, address);
        _builder.Branch(_builder.Compare(IrComparison.Equal, error, IrBuilder.Constant(IrType.I64, 0)), copied, each, isFalseUnlikely: true);

        _builder.Enter(copied);
        CopyEachField(whole, destination, layout, operation);
        _builder.Branch(end);

        _builder.EnterCold(each);
        CopyEachField(source, destination, layout, operation);
        _builder.Branch(end);
        _builder.Enter(end);
        return true;
    }

    /// <summary>The fields that loads take from the copy; false when one is of a kind that none can.</summary>
    private bool FindFields(KernelPlace whole, StructLayout layout, List<CopiedField> found, ref bool hasBitfields, IOperation operation)
    {
        foreach (FieldPlace field in layout.Fields)
        {
            if (FieldOf(whole, field.Field, operation) is not KernelPlace place)
                return false;
            TypeShape shape = Shapes.Of(place.Type);
            if (field.FixedLength > 0)
                found.Add(new CopiedField(place, field.Size, AlignOfBytes(field.Size)));
            else if (place.IsBitfield)
                hasBitfields = true;
            else if (shape is StructShape inner && DebugTypeMap.KernelName(place.Type) is not null)
            {
                if (!FindFields(place, inner.Layout, found, ref hasBitfields, operation))
                    return false;
            }
            else if (shape is StructShape)
                found.Add(new CopiedField(place, shape.Size, AlignOfBytes(shape.Size)));
            else if (shape is IntegerShape or PointerShape)
                found.Add(new CopiedField(place, shape.Size, shape.Size));
            else
                return false;
        }
        return true;
    }

    /// <summary>Not zero where the kernel has a field of another size, or one at a place where loads from the stack must not be.</summary>
    private IrValue Differences(KernelPlace source, IrValue size, List<CopiedField> fields)
    {
        IrValue Info(KernelPlace place, CoreFieldInfoKind kind) => _builder.CoreFieldInfo(place.Record!, place.Steps, kind);

        IrValue differences = IrBuilder.Constant(IrType.I32, 0);
        void Add(IrValue difference) => differences = differences is IrConstant ? difference : _builder.Binary(IrBinaryOperator.Or, differences, difference);

        if (source is { Record: not null, Steps.IsEmpty: false })
            Add(_builder.Binary(IrBinaryOperator.Xor, Info(source, CoreFieldInfoKind.ByteSize), _builder.Resize(size, IrType.I32, signExtend: false)));
        foreach (CopiedField field in fields)
        {
            Add(_builder.Binary(IrBinaryOperator.Xor, Info(field.Place, CoreFieldInfoKind.ByteSize), IrBuilder.Constant(IrType.I32, field.Size)));
            if (field.Align > 1)
                Add(_builder.Binary(IrBinaryOperator.And, Info(field.Place, CoreFieldInfoKind.ByteOffset), IrBuilder.Constant(IrType.I32, field.Align - 1)));
        }
        return differences;
    }

    /// <summary>The word of a copy that has a bitfield, moved so that the bytes which the kernel would load come first.</summary>
    private IrValue LoadBitsOfCopy(IrValue copy, IrValue offset)
    {
        IrValue start = _builder.Binary(IrBinaryOperator.And, offset, IrBuilder.Constant(IrType.I64, ~7L));
        IrValue bits = _builder.Binary(IrBinaryOperator.ShiftLeft, _builder.Binary(IrBinaryOperator.And, offset, IrBuilder.Constant(IrType.I64, 7)), IrBuilder.Constant(IrType.I64, 3));
        return _builder.Binary(IrBinaryOperator.LogicalShiftRight, _builder.Load(IrType.I64, _builder.Offset(copy, start), 8), bits);
    }

    /// <summary>The widest loads that bytes of this number can be copied by.</summary>
    private static int AlignOfBytes(int size) => Math.Min(8, size & -size);
}
