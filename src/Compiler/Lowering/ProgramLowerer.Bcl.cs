using System.Collections.Immutable;
using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>The BCL's members over numbers and memory that have an obvious meaning in the kernel, in one table by type and name.</summary>
partial class ProgramLowerer
{
    /// <summary>Lowers a call of a known BCL member; false for others.</summary>
    private bool TryLowerBcl(IInvocationOperation call, string type, out IrValue? value)
    {
        string name = call.TargetMethod.Name;
        ImmutableArray<IArgumentOperation> arguments = call.Arguments;
        value = (type, name, arguments.Length) switch
        {
            ("System.Math", _, _) => LowerMath(call),
            ("System.Numerics.BitOperations", _, _) => LowerBitOperation(call, name, arguments),
            ("System.Buffers.Binary.BinaryPrimitives", "ReverseEndianness", 1) => ReverseBytes(arguments[0].Value),
            ("System.Net.IPAddress", "HostToNetworkOrder" or "NetworkToHostOrder", 1) => ReverseBytes(arguments[0].Value),
            ("System.Buffers.Binary.BinaryPrimitives", _, _) => LowerBinaryPrimitive(call, name, arguments),
            ("System.Runtime.InteropServices.MemoryMarshal", "Read", 1) when call.Type is { } read && Shapes.Of(read) is not StructShape => LoadPlace(SpanStart(arguments[0].Value, read), call),
            ("System.Threading.Volatile", "Read", 1) => FindReferenced(arguments[0].Value) is { } source ? LoadPlace(source with { IsVolatile = true }, call) : Poison(call.Type),
            ("System.Threading.Volatile", "Write", 2) => WriteVolatile(arguments[0].Value, arguments[1].Value, call),
            ("System.Runtime.CompilerServices.Unsafe", "SizeOf", 0) => SizeOf(call.TargetMethod.TypeArguments[0], call),
            ("System.Runtime.CompilerServices.Unsafe", "AreSame", 2) => _builder.Compare(IrComparison.Equal, LowerReference(arguments[0].Value), LowerReference(arguments[1].Value)),
            ("System.Enum", "HasFlag", 1) when call.Instance is { } flags => HasFlag(Unwrap(flags), Unwrap(arguments[0].Value), call),
            _ => null,
        };
        if (value is not null)
            return true;
        switch (type, name)
        {
            case ("System.Runtime.InteropServices.MemoryMarshal", "Write") when arguments.Length == 2:
                MemoryPlace written = SpanStart(arguments[0].Value, arguments[1].Parameter!.Type);
                MemoryPlace data = NewTemporary(arguments[1].Parameter!.Type, "written");
                LowerInto(arguments[1].Value, data);
                CopyInto(data, written, call);
                return true;
            case ("System.Runtime.CompilerServices.Unsafe", "SkipInit") when arguments.Length == 1:
                _ = LowerTarget(arguments[0].Value);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Members of the integer types themselves, also where they stand for a type parameter.</summary>
    private IrValue? TryLowerIntegerMember(IInvocationOperation call)
    {
        ITypeSymbol? type = call.ConstrainedToType ?? (call.TargetMethod.IsStatic ? call.TargetMethod.ContainingType : call.Instance?.Type);
        if (type is null || Shapes.Of(type) is not IntegerShape shape)
            return null;
        ImmutableArray<IArgumentOperation> arguments = call.Arguments;
        if (call.Instance is not null && arguments.Length == 1 && call.TargetMethod.Name == "Equals" && Unwrap(arguments[0].Value) is { Type: { IsValueType: true } or ITypeParameterSymbol } boxed && NullableValue(boxed.Type) is null)
        {
            // Also object.Equals, which boxes: equal means of the same type and value.
            IrValue self = LowerValue(call.Instance), other = LowerValue(boxed);
            return Is(TypeOf(boxed)!, Resolve(type)) && SameType(self, other) ? _builder.Compare(IrComparison.Equal, self, other) : IrBuilder.Constant(IrType.I1, 0);
        }
        if (Resolve(type).TypeKind == TypeKind.Enum)
            return null;
        if (!AreInOrder(arguments))
            return null;
        string name = call.TargetMethod.Name;
        bool isOwn = arguments.All(argument => TypeOf(argument.Value) is { } t && Is(t, Resolve(type)));
        if (call.Instance is { } instance && arguments.Length == 1 && isOwn && name == "CompareTo")
        {
            IrValue a = LowerValue(instance), b = LowerValue(arguments[0].Value);
            if (!SameType(a, b))
                return Poison(call.Type);
            if (shape.IsBool)
            {
                a = _builder.Resize(a, IrType.I32, signExtend: false);
                b = _builder.Resize(b, IrType.I32, signExtend: false);
                return _builder.Binary(IrBinaryOperator.Subtract, a, b);
            }
            if (shape.Bits < 32)
                return _builder.Binary(IrBinaryOperator.Subtract, _builder.Resize(a, IrType.I32, shape.IsSigned), _builder.Resize(b, IrType.I32, shape.IsSigned));
            IrValue isGreater = _builder.Compare(shape.IsSigned ? IrComparison.SignedGreater : IrComparison.UnsignedGreater, a, b);
            IrValue isLess = _builder.Compare(shape.IsSigned ? IrComparison.SignedLess : IrComparison.UnsignedLess, a, b);
            return _builder.Select(isLess, IrBuilder.Constant(IrType.I32, -1), _builder.Resize(isGreater, IrType.I32, signExtend: false));
        }
        if (shape.IsBool || !call.TargetMethod.IsStatic || !isOwn && arguments.Length != 2 && name is not ("CreateTruncating" or "CreateChecked"))
            return null;
        return (name, arguments.Length) switch
        {
            ("Min" or "Max" or "Abs" or "Clamp" or "Sign", _) => LowerMath(call, shape),
            ("PopCount" or "LeadingZeroCount" or "TrailingZeroCount" or "RotateLeft" or "RotateRight" or "IsPow2" or "Log2", _) when !shape.IsSigned => LowerBitOperation(call, name, arguments),
            ("IsNegative", 1) => shape.IsSigned ? _builder.Compare(IrComparison.SignedLess, LowerValue(arguments[0].Value), IrBuilder.Constant(shape.Register, 0)) : IrBuilder.Constant(IrType.I1, 0),
            ("IsEvenInteger" or "IsOddInteger", 1) => _builder.Compare(
                name == "IsEvenInteger" ? IrComparison.Equal : IrComparison.NotEqual,
                _builder.Binary(IrBinaryOperator.And, LowerValue(arguments[0].Value), IrBuilder.Constant(shape.Register, 1)), IrBuilder.Constant(shape.Register, 0)),
            ("CreateTruncating", 1) when TypeOf(arguments[0].Value) is { } from && Shapes.Of(from) is IntegerShape => Convert(LowerValue(arguments[0].Value), from, Resolve(type), isChecked: false, call),
            ("CreateChecked", 1) when TypeOf(arguments[0].Value) is { } from && Shapes.Of(from) is IntegerShape => Convert(LowerValue(arguments[0].Value), from, Resolve(type), isChecked: true, call),
            _ => null,
        };
    }

    /// <summary>Constants of the integer types, and members of spans and nullables; null for other properties.</summary>
    private IrValue? TryLowerKnownProperty(IPropertyReferenceOperation reference)
    {
        if (TryLowerSpanProperty(reference) is { } span)
            return span;
        if (TryLowerUserPointerProperty(reference) is { } address)
            return address;
        if (TryLowerNullableMember(reference, reference.Instance, reference.Property.Name) is { } nullable)
            return nullable;
        if (reference.Property.IsStatic && (reference.ConstrainedToType ?? reference.Property.ContainingType) is { } type && Shapes.Of(type) is IntegerShape { IsBool: false } shape)
        {
            long smallest = shape.IsSigned ? long.MinValue >> (64 - shape.Bits) : 0;
            return reference.Property.Name switch
            {
                "Zero" or "AdditiveIdentity" => IrBuilder.Constant(shape.Register, 0),
                "One" or "MultiplicativeIdentity" => IrBuilder.Constant(shape.Register, 1),
                "MinValue" => IrBuilder.Constant(shape.Register, smallest),
                "MaxValue" => IrBuilder.Constant(shape.Register, ~smallest),
                _ => null,
            };
        }
        return null;
    }

    private IrValue? LowerBitOperation(IInvocationOperation call, string name, ImmutableArray<IArgumentOperation> arguments)
    {
        if (arguments.IsEmpty || TypeOf(arguments[0].Value) is not { } type || Shapes.Of(type) is not IntegerShape { IsBool: false } shape || LowerValue(arguments[0].Value) is not { } value)
            return null;
        IrIntType register = shape.Register;
        if (value.Type != register)
            return Poison(call.Type);
        IrValue Count(string intrinsic) => _builder.Resize(_builder.Intrinsic($"llvm.{intrinsic}.i{register.Bits}", register, Operands(intrinsic)), CountType(call), signExtend: false);
        IrValue[] Operands(string intrinsic) => intrinsic == "ctpop" ? [value] : [value, IrBuilder.Constant(IrType.I1, 0)];
        switch (name)
        {
            case "PopCount":
                return Count("ctpop");
            case "LeadingZeroCount":
                return Count("ctlz");
            case "TrailingZeroCount":
                return Count("cttz");
            case "Log2" when !shape.IsSigned:
                // 0 gives 0.
                IrValue high = _builder.Intrinsic($"llvm.ctlz.i{register.Bits}", register, _builder.Binary(IrBinaryOperator.Or, value, IrBuilder.Constant(register, 1)), IrBuilder.Constant(IrType.I1, 0));
                return _builder.Resize(_builder.Binary(IrBinaryOperator.Subtract, IrBuilder.Constant(register, register.Bits - 1), high), CountType(call), signExtend: false);
            case "IsPow2":
                IrValue isSingle = _builder.Compare(
                    IrComparison.Equal, _builder.Binary(IrBinaryOperator.And, value, _builder.Binary(IrBinaryOperator.Subtract, value, IrBuilder.Constant(register, 1))), IrBuilder.Constant(register, 0));
                IrValue isPositive = _builder.Compare(shape.IsSigned ? IrComparison.SignedGreater : IrComparison.UnsignedGreater, value, IrBuilder.Constant(register, 0));
                return _builder.Binary(IrBinaryOperator.And, isSingle, isPositive);
            case "RotateLeft" or "RotateRight" when arguments.Length == 2 && LowerValue(arguments[1].Value) is { Type: IrIntType } by:
                IrValue count = ShiftCount(by, register), back = ShiftCount(_builder.Binary(IrBinaryOperator.Subtract, IrBuilder.Constant((IrIntType)by.Type, 0), by), register);
                bool isLeft = name == "RotateLeft";
                return _builder.Binary(
                    IrBinaryOperator.Or,
                    _builder.Binary(IrBinaryOperator.ShiftLeft, value, isLeft ? count : back),
                    _builder.Binary(IrBinaryOperator.LogicalShiftRight, value, isLeft ? back : count));
            default:
                return null;
        }
    }

    private IrIntType CountType(IInvocationOperation call) => Shapes.Of(call.Type) is IntegerShape shape ? shape.Register : IrType.I32;

    private IrValue ReverseBytes(IOperation operand)
    {
        IrValue value = LowerValue(operand);
        return SwapBytes(value);
    }

    private IrValue SwapBytes(IrValue value) => value.Type is IrIntType { Bits: 16 or 32 or 64 } type ? _builder.Intrinsic($"llvm.bswap.i{type.Bits}", type, value) : value;

    /// <summary><c>ReadUInt16BigEndian(span)</c> and its like: any alignment, and traps where the span is too short.</summary>
    private IrValue? LowerBinaryPrimitive(IInvocationOperation call, string name, ImmutableArray<IArgumentOperation> arguments)
    {
        bool isBig = name.EndsWith("BigEndian", StringComparison.Ordinal);
        if (!isBig && !name.EndsWith("LittleEndian", StringComparison.Ordinal) || arguments.IsEmpty || SpanElement(arguments[0].Value.Type) is null)
            return null;
        if (name.StartsWith("Read", StringComparison.Ordinal) && call.Type is { } read && Shapes.Of(read) is IntegerShape)
        {
            IrValue value = LoadPlace(SpanStart(arguments[0].Value, read), call);
            return isBig ? SwapBytes(value) : value;
        }
        if (name.StartsWith("Write", StringComparison.Ordinal) && arguments.Length == 2 && Shapes.Of(arguments[1].Parameter!.Type) is IntegerShape)
        {
            SpanValue span = LowerSpan(arguments[0].Value);
            IrValue value = LowerValue(arguments[1].Value);
            StorePlace(SpanStart(span, Resolve(arguments[1].Parameter!.Type)), isBig ? SwapBytes(value) : value, call);
            return value;
        }
        return null;
    }

    private MemoryPlace SpanStart(IOperation span, ITypeSymbol type) => SpanStart(LowerSpan(span), Resolve(type));

    /// <summary>The first bytes of a span as a value, wherever they start; traps where there are too few.</summary>
    private MemoryPlace SpanStart(SpanValue span, ITypeSymbol type)
    {
        int size = Shapes.Of(type).Size;
        TrapUnless(span.Length is IrConstant length && length.Value >= size, () => _builder.Compare(IrComparison.UnsignedGreaterOrEqual, span.Length, Number(size)), TrapReasons.ArgumentOutOfRange);
        IrValue offset = span.HasKnownBounds ? span.Start : Guard(span.Start, span, Number(size));
        return new MemoryPlace(_builder.Element(span.Base, offset, (span.Capacity as IrConstant)?.Value, size), type, span.HasKnownBounds ? Math.Min(span.Align, Shapes.Of(type).Align) : 1);
    }

    private IrValue WriteVolatile(IOperation reference, IOperation value, IInvocationOperation call)
    {
        if (FindReferenced(reference) is not { } place)
            return Poison(null);
        IrValue written = LowerValue(value);
        StorePlace(place with { IsVolatile = true }, written, call);
        return written;
    }

    private IrValue SizeOf(ITypeSymbol type, IOperation operation)
    {
        type = Resolve(type);
        if (!CheckType(type, operation))
            return Poison(operation.Type);
        return Shapes.WhyNotShared(type) is { } reason ? Unsupported(operation, reason) : IrBuilder.Constant(IrType.I32, Shapes.Of(type).Size);
    }

    private IrValue HasFlag(IOperation flags, IOperation flag, IInvocationOperation call)
    {
        if (flags.Type?.TypeKind != TypeKind.Enum || flag.Type?.TypeKind != TypeKind.Enum || !Is(TypeOf(flags)!, TypeOf(flag)!))
            return Unsupported(call, "its operands must be of one enum type");
        IrValue value = LowerValue(flags), wanted = LowerValue(flag);
        return SameType(value, wanted) ? _builder.Compare(IrComparison.Equal, _builder.Binary(IrBinaryOperator.And, value, wanted), wanted) : Poison(call.Type);
    }
}
