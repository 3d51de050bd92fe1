using System.Collections.Immutable;
using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Pointers: Roslyn has no operations for <c>*p</c>, <c>p[i]</c> and the receiver of <c>p->x</c>, only their types and operands.</summary>
partial class ProgramLowerer
{
    private Place? LowerPointerPlace(IOperation operation)
    {
        IOperation[] operands = [.. operation.ChildOperations];
        if (operands is [{ Type: IPointerTypeSymbol pointer } address] && SymbolEqualityComparer.Default.Equals(pointer.PointedAtType, operation.Type))
            return Dereference(address, index: null, operation);
        if (operands is [{ Type: IPointerTypeSymbol element } start, { } index] && SymbolEqualityComparer.Default.Equals(element.PointedAtType, operation.Type))
            return Dereference(start, index, operation);
        return null;
    }

    private Place Dereference(IOperation pointer, IOperation? index, IOperation operation)
    {
        ITypeSymbol target = ((IPointerTypeSymbol)TypeOf(pointer)!).PointedAtType;
        if (target.SpecialType == SpecialType.System_Void || !CheckType(target, operation))
            return PoisonPlace(operation.Type);

        // A fixed buffer is its elements, wherever its struct is.
        if (pointer is IFieldReferenceOperation { Field.IsFixedSizeBuffer: true } buffer)
            return LowerFixedBufferElement(buffer, index, target, operation);

        PointerOrigin origin = OriginOf(pointer);
        IrValue address = LowerValue(pointer);
        if (index is not null)
            address = AddScaled(origin == PointerOrigin.Trusted ? AsNumber(address, index) : address, index, SizeOfElement(target), negate: false);
        switch (origin)
        {
            case PointerOrigin.Own:
            case PointerOrigin.Null:
                return new MemoryPlace(address, target, Shapes.Of(target).Align, MayBeNull: origin == PointerOrigin.Null);
            case PointerOrigin.Trusted or PointerOrigin.Kernel:
                return new KernelPlace(address, null, [], target, IsTrusted: origin == PointerOrigin.Trusted && index is null);
            case PointerOrigin.User:
                Report(MemoryDiagnostics.OtherMemory, pointer, ConstructNames.Excerpt(pointer), "an address of the calling process", "read it with Bpf.TryReadUser");
                return PoisonPlace(target);
            case PointerOrigin.Mixed:
                Report(MemoryDiagnostics.MixedPointer, pointer, ConstructNames.Excerpt(pointer));
                return PoisonPlace(target);
            default:
                Report(MemoryDiagnostics.UnknownPointer, pointer, ConstructNames.Excerpt(pointer), _program.Hook.SectionPrefix is "xdp" or "socket" || _program.Hook.Decides
                    ? "bytes of a packet are copied by a helper of the kernel, declared with [KernelHelper]: 26 (bpf_skb_load_bytes), in XDP programs 189 (bpf_xdp_load_bytes, kernel 5.18)"
                    : "read it with Bpf.ReadKernel or Bpf.TryReadUser");
                return PoisonPlace(target);
        }
    }

    private IrValue LowerAddressOf(IOperation reference, IOperation operation)
    {
        switch (TryLowerPlace(reference))
        {
            case MemoryPlace { IsReadOnly: true }:
                Report(MemoryDiagnostics.ReadOnlyGlobal, operation, ConstructNames.Excerpt(reference));
                return IrNullPointer.Instance;
            case MemoryPlace memory:
                return CheckedAddress(memory);
            case KernelPlace { IsBitfield: true }:
                return Unsupported(operation, "a bitfield has no address");
            case KernelPlace kernel:
                return KernelAddress(kernel);
            default:
                return Unsupported(operation, "its operand has no address");
        }
    }

    /// <summary>Pointer plus or minus an integer, and the distance of two pointers.</summary>
    private IrValue LowerPointerArithmetic(IBinaryOperation operation)
    {
        bool isSubtraction = operation.OperatorKind == BinaryOperatorKind.Subtract;
        if (operation.LeftOperand.Type is IPointerTypeSymbol left)
        {
            IrValue size = SizeOfElement(left.PointedAtType);
            IrValue start = LowerValue(operation.LeftOperand);
            if (operation.RightOperand.Type is not IPointerTypeSymbol)
                return AddScaled(OriginOf(operation.LeftOperand) == PointerOrigin.Trusted ? AsNumber(start, operation.RightOperand) : start, operation.RightOperand, size, isSubtraction);
            IrValue distance = _builder.Binary(
                IrBinaryOperator.Subtract,
                _builder.Convert(IrConversion.PointerToInt, start, IrType.I64),
                _builder.Convert(IrConversion.PointerToInt, LowerValue(operation.RightOperand), IrType.I64));
            return size is IrConstant { Value: 1 } ? distance : DivideSigned(distance, size, IrType.I64, isRemainder: false);
        }
        IPointerTypeSymbol right = (IPointerTypeSymbol)operation.RightOperand.Type!;
        IrValue count = LowerIndex(operation.LeftOperand);
        IrValue pointer = LowerValue(operation.RightOperand);
        return _builder.Offset(pointer, Scale(count, SizeOfElement(right.PointedAtType)));
    }

    private IrValue AddScaled(IrValue pointer, IOperation index, IrValue size, bool negate)
    {
        IrValue bytes = Scale(LowerIndex(index), size);
        if (negate)
            bytes = bytes is IrConstant constant
                ? IrBuilder.Constant(IrType.I64, -constant.Value)
                : _builder.Binary(IrBinaryOperator.Subtract, IrBuilder.Constant(IrType.I64, 0), bytes);
        return _builder.Offset(pointer, bytes);
    }

    /// <summary>
    /// A pointer whose type the verifier knows, as a mere number: some kernels do not let anything be added to it that is
    /// not a constant. Nothing in BPF converts one, but what is read from the stack by a helper has no type.
    /// </summary>
    private IrValue AsNumber(IrValue pointer, IOperation? index)
    {
        if (index is null or { ConstantValue.HasValue: true })
            return pointer;
        IrLocal typed = _builder.Local("typed", 8, 8), number = _builder.Local("number", 8, 8);
        _builder.Store(pointer, typed, 8);
        ProbeRead(BpfHelper.ProbeReadKernel, number, 8, typed);
        return _builder.Load(IrType.Pointer, number, 8);
    }

    private IrValue Scale(IrValue index, IrValue size) => (index, size) switch
    {
        (IrConstant constant, IrConstant bytes) => IrBuilder.Constant(IrType.I64, constant.Value * bytes.Value),
        (_, IrConstant { Value: 1 }) => index,
        _ => _builder.Binary(IrBinaryOperator.Multiply, index, size),
    };

    /// <summary>How far apart elements are: what C# says, or for kernel types what the kernel says.</summary>
    private IrValue SizeOfElement(ITypeSymbol type) => DebugTypeMap.KernelName(type) is { Length: > 0 }
        ? _builder.CoreTypeInfo(_context.DebugTypes.Of(type), CoreTypeInfoKind.Size)
        : IrBuilder.Constant(IrType.I64, Math.Max(Shapes.Of(type).Size, 1));

    /// <summary>An index as 64 bits, by its own signedness.</summary>
    private IrValue LowerIndex(IOperation index)
    {
        bool isSigned = index.Type is not null && Shapes.Of(index.Type) is IntegerShape { IsSigned: true };
        return _builder.Resize(LowerValue(index), IrType.I64, isSigned);
    }

    private Place LowerFixedBufferElement(IFieldReferenceOperation buffer, IOperation? index, ITypeSymbol elementType, IOperation operation)
    {
        if (buffer.Instance is null || FieldOf(LowerPlace(buffer.Instance), buffer.Field, operation) is not { } whole)
            return PoisonPlace(elementType);
        return ElementOf(whole, elementType, buffer.Field.FixedSize, index, IsFlexible(buffer.Field));
    }

    private Place LowerInlineArrayElement(IInlineArrayAccessOperation access)
    {
        Place whole = LowerPlace(access.Instance);
        if (Shapes.Of(whole.Type) is StructShape { Layout: { InlineLength: > 0 } array } && IsIndex(access.Argument) && whole is MemoryPlace memory)
        {
            SpanValue span = SpanOver(memory, array.Fields[0].Field.Type, array.InlineLength);
            return SpanElementPlace(span, LowerPosition(access.Argument, span.Length), array.Fields[0].Field.Type);
        }
        if (Shapes.Of(whole.Type) is not StructShape { Layout: { InlineLength: > 0 } layout } || access.Argument.Type?.SpecialType != SpecialType.System_Int32)
        {
            if (SpanElement(access.Type) is not null && TryLowerSpan(access) is { } slice)
            {
                MemoryPlace place = NewTemporary(access.Type!, "slice");
                StoreSpan(slice, place);
                return place;
            }
            ReportUnsupported(access, "such an index must be an int, or written where it is used");
            return PoisonPlace(access.Type);
        }
        return ElementOf(whole, layout.Fields[0].Field.Type, layout.InlineLength, access.Argument, IsFlexible(access.Instance));
    }

    /// <summary>Whether an array has no length, so that no index is beyond it.</summary>
    private static bool IsFlexible(IOperation array) => array is IFieldReferenceOperation { Field: var field } && IsFlexible(field);

    private static bool IsFlexible(IFieldSymbol field) => KnownNames.FindAttribute(field, "KernelFlexibleArrayAttribute") is not null;

    /// <summary>An element of storage with a fixed length; traps outside the bounds unless the index is a constant within.</summary>
    private Place ElementOf(Place whole, ITypeSymbol elementType, int length, IOperation? index, bool isFlexible = false)
    {
        TypeShape element = Shapes.Of(elementType);
        IrValue position = index is null ? IrBuilder.Constant(IrType.I64, 0) : LowerIndex(index);
        if (index is not null)
            position = HideIndex(position, index, element.Size);
        bool isKnown = position is IrConstant { Value: var constant } && constant >= 0 && constant < length;
        if (index is not null && !(isFlexible && whole is KernelPlace))
            TrapUnless(isKnown, () => _builder.Compare(IrComparison.UnsignedLess, position, IrBuilder.Constant(IrType.I64, length)), TrapReasons.IndexOutOfRange);

        switch (whole)
        {
            case MemoryPlace memory:
                IrValue start = CheckedAddress(memory);
                return memory with
                {
                    Base = _builder.Element(start, Scale(position, IrBuilder.Constant(IrType.I64, element.Size)), (long)length * element.Size, element.Size),
                    Type = elementType,
                    Align = AlignAt(memory.Align, element.Size),
                    MayBeNull = false,
                    Offset = 0,
                };
            case KernelPlace { Record: not null } kernel when isKnown:
                return kernel with { Steps = kernel.Steps.Add(CoreStep.Element((int)((IrConstant)position).Value)), Type = elementType };
            case KernelPlace kernel:
                return new KernelPlace(_builder.Offset(kernel.IsTrusted ? AsNumber(KernelAddress(kernel), index) : KernelAddress(kernel), Scale(position, SizeOfElement(elementType))), null, [], elementType, IsTrusted: false);
            default:
                return PoisonPlace(elementType);
        }
    }
}
