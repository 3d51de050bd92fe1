using System.Collections.Immutable;
using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Members that the compiler knows: BpfSharp's own and those of the BCL with an obvious meaning.</summary>
partial class ProgramLowerer
{
    /// <summary>Lowers a call of a known member; false when it is a method to be inlined.</summary>
    /// <param name="value">The result; null for void and for structs, which go to the destination.</param>
    private bool TryLowerIntrinsic(IInvocationOperation call, MemoryPlace? destination, out IrValue? value)
    {
        value = null;
        INamedTypeSymbol? type = call.TargetMethod.ContainingType;
        if (_context.Bound.FindKernelFunction(call.TargetMethod) is { } function)
        {
            value = LowerKernelCall(call, function);
            return true;
        }
        if (_context.Bound.IsRefused(call.TargetMethod.PartialDefinitionPart ?? call.TargetMethod))
        {
            value = Poison(call.Type);
            return true;
        }
        if (KnownNames.FindAttribute(call.TargetMethod, "KernelHelperAttribute") is { } helper)
        {
            value = LowerHelperCall(call, helper);
            return true;
        }
        if ((KnownNames.ApiName(type) is not null || KnownNames.FullName(type).StartsWith("System.", StringComparison.Ordinal)) && !AreInOrder(call.Arguments))
        {
            ReportUnsupported(call, "its named arguments are not in the order of its parameters, which decides when each is evaluated; put them in order");
            value = Poison(call.Type);
            return true;
        }
        if (IsUserPointer(type) && call.Instance is not null)
        {
            value = LowerUserPointerCall(call);
            return true;
        }
        if (MapKinds.IsMap(call.Instance?.Type))
        {
            if (RequireMap(call.Instance, call) is not { } map)
                return true;
            if (call.TargetMethod.ReturnsByRef)
                return false;
            value = map.Kind.Family switch
            {
                MapFamily.RingBuffer => LowerRingBufferCall(call, map),
                MapFamily.MixedRing => LowerMixedRingCall(call, map),
                MapFamily.PerfBuffer => LowerPerfBufferCall(call, map),
                MapFamily.UserRing => LowerUserRingCall(call, map),
                MapFamily.Handles => LowerHandlesCall(call, map),
                MapFamily.Redirect => LowerRedirectCall(call, map),
                MapFamily.Maps => LowerMapOfMapsCall(call, map),
                MapFamily.StackTrace => LowerStackTraceCall(call, map),
                MapFamily.Storage => LowerStorageCall(call, map),
                MapFamily.Queue => LowerQueueCall(call, map),
                MapFamily.Bloom => LowerBloomCall(call, map),
                _ => LowerMapCall(call, map),
            };
            if (value is null)
                ReportUserSide(call, call.TargetMethod);
            return true;
        }
        switch (KnownNames.ApiName(type))
        {
            case "RingBufferSlot":
                if (!TryLowerSlotCall(call))
                    ReportUserSide(call, call.TargetMethod);
                return true;
            case Space:
                value = LowerSpaceCall(call);
                return true;
            case "Bpf":
                value = LowerBpfCall(call, destination);
                return true;
            case "KernelType":
                value = LowerKernelType(call);
                return true;
            case Types.ValueFields.Timer:
                value = LowerTimerCall(call);
                return true;
            case Types.ValueFields.SpinLock:
                LowerEnterScope(call, destination);
                return true;
            case Kptr:
                LowerKptrCall(call, destination);
                return true;
            case Owned:
                LowerOwnedCall(call, destination);
                return true;
            case not null:
                ReportUserSide(call, call.TargetMethod);
                return true;
        }
        switch (KnownNames.FullName(type))
        {
            case "System.Threading.Interlocked":
                value = LowerInterlocked(call);
                return true;
            case "System.Runtime.CompilerServices.Unsafe" when call.TargetMethod.Name == "IsNullRef":
                value = _builder.Compare(IrComparison.Equal, LowerReference(call.Arguments[0].Value), IrNullPointer.Instance);
                return true;
            case "System.Nullable`1" when call.Instance is { } nullable && destination is null && TryLowerNullableMember(call, nullable, call.TargetMethod.Name) is { } known:
                value = known;
                return true;
            case "System.Nullable`1" when destination is not null:
                return TryLowerNullableMemberInto(call, call.Instance, call.TargetMethod.Name, destination);
            case "System.Span`1" or "System.ReadOnlySpan`1" or "System.MemoryExtensions":
                return TryLowerSpanMember(call, out value);
            case "System.Runtime.InteropServices.MemoryMarshal" when call.TargetMethod.Name == "Read" && destination is not null:
                CopyInto(SpanStart(call.Arguments[0].Value, destination.Type), destination, call);
                return true;
        }
        if (TryLowerBcl(call, KnownNames.FullName(type), out value))
            return true;
        value = TryLowerIntegerMember(call);
        return value is not null;
    }

    // Known members take their operands by position.
    private static bool AreInOrder(ImmutableArray<IArgumentOperation> arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].Parameter?.Ordinal != i)
                return false;
        }
        return true;
    }

    private IrValue? LowerMath(IInvocationOperation call)
    {
        if (call.Arguments.IsEmpty || Shapes.Of(call.Arguments[0].Parameter!.Type) is not IntegerShape shape)
            return null;
        return LowerMath(call, shape);
    }

    private IrValue? LowerMath(IInvocationOperation call, IntegerShape shape)
    {
        switch (call.TargetMethod.Name)
        {
            case "Clamp" when call.Arguments.Length == 3:
                return LowerClamp(call, shape);
            case "Sign" when call.Arguments.Length == 1 && shape.IsSigned:
                IrValue number = LowerValue(call.Arguments[0].Value);
                if (number.Type != shape.Register)
                    return Poison(call.Type);
                IrValue isPositive = _builder.Compare(IrComparison.SignedGreater, number, IrBuilder.Constant(shape.Register, 0));
                IrValue isNegative = _builder.Compare(IrComparison.SignedLess, number, IrBuilder.Constant(shape.Register, 0));
                return _builder.Select(isNegative, IrBuilder.Constant(IrType.I32, -1), _builder.Resize(isPositive, IrType.I32, signExtend: false));
            case "Min" or "Max" when call.Arguments.Length == 2:
                IrValue a = LowerValue(call.Arguments[0].Value), b = LowerValue(call.Arguments[1].Value);
                if (!SameType(a, b))
                    return Poison(call.Type);
                bool isMin = call.TargetMethod.Name == "Min";
                IrComparison comparison = (isMin, shape.IsSigned) switch
                {
                    (true, true) => IrComparison.SignedLessOrEqual,
                    (true, false) => IrComparison.UnsignedLessOrEqual,
                    (false, true) => IrComparison.SignedGreaterOrEqual,
                    (false, false) => IrComparison.UnsignedGreaterOrEqual,
                };
                return _builder.Select(_builder.Compare(comparison, a, b), a, b);
            case "Abs" when shape.IsSigned:
                IrValue value = LowerValue(call.Arguments[0].Value);
                if (value.Type != shape.Register)
                    return Poison(call.Type);
                TrapUnless(_builder.Compare(IrComparison.NotEqual, value, IrBuilder.Constant(shape.Register, long.MinValue >> (64 - shape.Bits))), TrapReasons.Overflow);
                return Magnitude(value, shape.Register);
            default:
                return null;
        }
    }

    private IrValue LowerClamp(IInvocationOperation call, IntegerShape shape)
    {
        IrValue value = LowerValue(call.Arguments[0].Value), low = LowerValue(call.Arguments[1].Value), high = LowerValue(call.Arguments[2].Value);
        if (!SameType(value, low) || !SameType(value, high))
            return Poison(call.Type);
        IrComparison less = shape.IsSigned ? IrComparison.SignedLess : IrComparison.UnsignedLess;
        TrapUnless(_builder.Not(_builder.Compare(less, high, low)), TrapReasons.MinAboveMax);
        return _builder.Select(_builder.Compare(less, value, low), low, _builder.Select(_builder.Compare(less, high, value), high, value));
    }

    /// <summary>Atomic operations. Kernels before 5.12 know only an addition whose result is not used.</summary>
    private IrValue LowerInterlocked(IInvocationOperation call)
    {
        string name = call.TargetMethod.Name;
        if (call.TargetMethod.Parameters.Length == 0 || Shapes.Of(call.TargetMethod.Parameters[0].Type) is not IntegerShape { Bits: 32 or 64 } shape)
            return UnknownMember(call, "atomic operations work on 32-bit and 64-bit integers");

        bool isUsed = call.Parent is not IExpressionStatementOperation;
        IrIntType type = shape.Register;
        bool isPlainAddition = name is "Increment" or "Decrement" or "Add";
        if (name != "Read" && (isUsed || !isPlainAddition)
            && !RequireKernel(new Version(5, 12), "An atomic operation other than an addition whose result is not used", call, "raise BpfMinimumKernel, or use Interlocked.Add for its effect alone"))
            return Poison(call.Type);

        if (FindReferenced(call.Arguments[0].Value) is not { } target)
            return Poison(call.Type);
        // The operands are computed before a null reference is noticed.
        IrValue[] operands = [.. call.Arguments.Skip(1).Select(argument => LowerValue(argument.Value))];
        IrValue address = CheckedAddress(target);
        switch (name)
        {
            case "Read":
                return _builder.Load(type, address, shape.Size, isVolatile: true);
            case "Increment" or "Decrement":
                return AtomicAdd(address, IrBuilder.Constant(type, name == "Increment" ? 1 : -1), isUsed);
            case "Add":
                return AtomicAdd(address, operands[0], isUsed);
            case "And":
                return _builder.Atomic(IrAtomicOperator.And, address, operands[0], isUsed);
            case "Or":
                return _builder.Atomic(IrAtomicOperator.Or, address, operands[0], isUsed);
            case "Exchange":
                return _builder.Atomic(IrAtomicOperator.Exchange, address, operands[0], isResultUsed: true);
            case "CompareExchange":
                return _builder.CompareExchange(address, operands[0], operands[1]);
            default:
                return UnknownMember(call, "it is not an atomic operation of the kernel");
        }
    }

    /// <summary>C# gives the sum, the kernel what was there before.</summary>
    private IrValue AtomicAdd(IrValue address, IrValue amount, bool isUsed)
    {
        IrValue before = _builder.Atomic(IrAtomicOperator.Add, address, amount, isUsed);
        return isUsed ? _builder.Binary(IrBinaryOperator.Add, before, amount) : before;
    }

    private IrValue UnknownMember(IInvocationOperation call, string reason)
    {
        Report(LanguageDiagnostics.Call, call, call.TargetMethod.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), reason);
        return Poison(call.Type);
    }

    private bool RequireKernel(Version needed, string what, IOperation operation, string advice)
    {
        Version minimum = _context.Options.EffectiveMinimumKernel;
        if (minimum >= needed)
            return true;
        Report(LanguageDiagnostics.MinimumKernel, operation, what, needed.ToString(), minimum.ToString(), advice);
        return false;
    }
}
