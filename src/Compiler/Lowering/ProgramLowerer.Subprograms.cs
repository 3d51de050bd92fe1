using System.Collections.Immutable;
using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Lowering;

/// <summary>
/// Methods that stay functions of their own (<c>[BpfFunction]</c>). The verifier follows each call into them, so what it knows
/// of an argument, it knows inside. Numbers and addresses go in registers, structs by the address of the caller's copy. A
/// trap comes back as a status that the caller passes on.
/// </summary>
partial class ProgramLowerer
{
    private bool IsSubprogram(IMethodSymbol method) => IsMarkedFunction(method) || _context.Apart.Contains(method.OriginalDefinition);

    private static bool IsMarkedFunction(IMethodSymbol method) => KnownNames.FindAttribute(method.OriginalDefinition, "BpfFunctionAttribute") is not null;

    /// <summary>Calls a method whose arguments are bound.</summary>
    /// <param name="binding">What the method would be lowered with in place of its call.</param>
    private void CallSubprogram(Frame binding)
    {
        if (!CheckSignature(binding))
            return;
        List<object?> key = [new MethodKey(binding.Method), binding.Method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction ? binding.Outer : null, _program.Hook];
        if (binding.Method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction)
            key.Add(binding.Outer?.Copy);
        List<Passed> passed = [];
        if (binding.This is { } self)
        {
            if (self is not MemoryPlace memory)
                throw new InvalidOperationException("a receiver is not in memory");
            passed.Add(PassMemory(null, memory, key));
        }
        foreach (IParameterSymbol parameter in ParametersOf(binding.Method))
        {
            // An error before: the method is lowered where it is called.
            if (binding.Find(parameter) is not { } variable)
                return;
            if (Pass(binding, parameter, variable, key) is { } value)
                passed.Add(value);
        }
        SubprogramKey all = new([.. key]);
        if (!_context.Subprograms.TryGetValue(all, out Subprogram? subprogram))
        {
            Frame current = _frame;
            _context.Subprograms[all] = subprogram = LowerSubprogram(binding, passed);
            _frame = current; // types are looked at in its light again
        }
        Call(subprogram, passed, binding.Result);
    }

    /// <summary>The method's parameters as its body names them.</summary>
    private static ImmutableArray<IParameterSymbol> ParametersOf(IMethodSymbol method) =>
        method.ContainingType is { IsExtension: true } && method.OriginalDefinition.ContainingType.ExtensionParameter is { } extended
            ? [extended, .. method.OriginalDefinition.Parameters]
            : method.OriginalDefinition.Parameters;

    private bool CheckSignature(Frame binding)
    {
        IMethodSymbol method = binding.Method;
        Location location = method.OriginalDefinition.Locations[0];
        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
            return Refuse("it returns a reference, which may be to its caller's stack, and the verifier lets none of these out of a function");
        if (method.ReturnType is { IsRefLikeType: true })
            return Refuse($"it returns a '{method.ReturnType.ToDisplayString()}', which may refer to its caller's stack, and the verifier lets no such address out of a function");
        foreach (IParameterSymbol parameter in ParametersOf(method))
        {
            location = parameter.Locations[0];
            if (parameter is { RefKind: RefKind.Ref or RefKind.Out, Type.IsRefLikeType: true })
                return Refuse($"'{parameter.Name}' may be given a reference to its caller's stack, and the verifier lets none of these out of a function");
            if (binding.Find(parameter) is SlotVariable or SpaceVariable)
                return Refuse($"'{parameter.Name}' is a ring buffer slot, which ends in the method that reserved it; pass 'ref slot.Value'");
        }
        return true;

        bool Refuse(string reason)
        {
            _context.Diagnostics.Report(FunctionDiagnostics.Subprogram, location, method.Name, reason);
            return false;
        }
    }

    /// <param name="Value">In the caller.</param>
    /// <param name="Declare">Makes it known in the callee.</param>
    private sealed record Passed(IrValue Value, Action<ProgramLowerer, Frame, int> Declare);

    /// <summary>How a parameter is passed, with what is known of it added to the key; null where it takes no register.</summary>
    private Passed? Pass(Frame binding, IParameterSymbol parameter, Variable variable, List<object?> key)
    {
        switch (variable)
        {
            case PlaceVariable { Place: MemoryPlace memory } when binding.Spans.TryGetValue(parameter, out SpanValue? span) && span.Capacity is IrConstant capacity:
                return PassSpan(parameter, memory, span, capacity, key);
            case PlaceVariable { Place: MemoryPlace memory } when parameter.RefKind == RefKind.None && Shapes.Of(memory.Type) is IntegerShape or PointerShape:
                return PassNumber(binding, parameter, memory, key);
            case PlaceVariable { Place: MemoryPlace memory }:
                return PassMemory(parameter, memory, key);
            case PlaceVariable { Place: KernelPlace kernel }:
                MemoryPlace copy = NewTemporary(kernel.Type, parameter.Name);
                CopyInto(kernel, copy, binding.Body);
                return PassMemory(parameter, copy, key);
            case MapVariable or DelegateVariable:
                key.Add(variable);
                key.Add((variable as DelegateVariable)?.Home.Copy);
                FunctionEntry caller = _entry;
                return new Passed(IrNullPointer.Instance, (callee, frame, _) => frame.Declare(parameter, callee._entry.Import(variable, caller)));
            default:
                throw new InvalidOperationException($"a {variable.GetType().Name} is passed to a function");
        }
    }

    private Passed PassNumber(Frame binding, IParameterSymbol parameter, MemoryPlace memory, List<object?> key)
    {
        TypeShape shape = Shapes.Of(memory.Type);
        IrType type = shape is IntegerShape integer ? integer.Memory : IrType.Pointer;
        bool hasOrigin = binding.PassedOrigins.TryGetValue(parameter, out PointerOrigin origin);
        key.Add(hasOrigin ? origin : null);
        IrValue value = _builder.Load(type, CheckedAddress(memory), Math.Min(memory.Align, shape.Size), memory.IsVolatile);
        DebugType debugType = _context.DebugTypes.Of(memory.Type);
        return new Passed(value, (callee, frame, index) =>
        {
            IrLocal slot = callee._entry.Receive(new ArgumentValue(index, parameter.Name, type, debugType));
            frame.Declare(parameter, new PlaceVariable(new MemoryPlace(slot, memory.Type, shape.Align)));
            if (hasOrigin)
                frame.PassedOrigins[parameter] = origin;
        });
    }

    /// <param name="parameter">Null for the receiver.</param>
    private Passed PassMemory(IParameterSymbol? parameter, MemoryPlace memory, List<object?> key)
    {
        // Memory that may be null is checked where it is accessed, before its address is moved.
        if (!memory.MayBeNull)
            memory = memory with { Base = _builder.Offset(memory.Base, memory.Offset), Offset = 0 };
        key.Add((memory.Align, memory.MayBeNull, memory.IsVolatile, memory.IsReadOnly, memory.Offset));
        DebugType? debugType = memory.Offset == 0 ? DescribeAddress(memory.Type) : null;
        return new Passed(memory.Base, (callee, frame, index) =>
        {
            MemoryPlace place = memory with { Base = callee._entry.Pointer(new ArgumentValue(index, parameter?.Name ?? "self", IrType.Pointer, debugType)) };
            if (parameter is not null)
                frame.Declare(parameter, new PlaceVariable(place));
            else
                frame.This = place;
        });
    }

    /// <summary>A span whose extent is known at build time is known in the callee too.</summary>
    private static Passed PassSpan(IParameterSymbol parameter, MemoryPlace memory, SpanValue span, IrConstant capacity, List<object?> key)
    {
        key.Add((((IrConstant)span.Start).Value, ((IrConstant)span.Length).Value, capacity.Value, span.Align));
        return new Passed(span.Base, (callee, frame, index) =>
        {
            IrValue start = callee._entry.Pointer(new ArgumentValue(index, parameter.Name, IrType.Pointer, null));
            MemoryPlace place = callee.NewTemporary(memory.Type, parameter.Name) with { IsVolatile = false };
            SpanValue inside = span with { Base = start };
            callee.StoreSpan(inside, place);
            frame.Spans[parameter] = inside;
            frame.Declare(parameter, new PlaceVariable(place));
        });
    }

    /// <summary>What BTF says of an address of a value; null where it says nothing.</summary>
    private DebugPointer? DescribeAddress(ITypeSymbol type) =>
        type is { IsRefLikeType: false, IsTupleType: false } && Shapes.Of(type) is IntegerShape or StructShape or PointerShape
            ? _context.DebugTypes.PointerTo(_context.DebugTypes.Of(type))
            : null;

    /// <summary>Hands over what a function asks for, and takes its result and its trap.</summary>
    private void Call(Subprogram subprogram, List<Passed> passed, MemoryPlace? result)
    {
        MemoryPlace? target = result;
        IrValue ValueOf(Incoming incoming) => incoming switch
        {
            ArgumentValue argument => passed[argument.Index].Value,
            CapturedValue captured => _entry.Import(captured.Value, captured.Owner),
            ContextValue => ProgramContext,
            ResultAddress => _builder.Offset(target!.Base, target.Offset),
            _ => throw new InvalidOperationException($"a {incoming.GetType().Name} is asked for"),
        };

        ITypeSymbol? type = subprogram.ResultType;
        bool isApart = _context.Apart.Contains(subprogram.Method.OriginalDefinition);
        if (type is not null && isApart)
            target = SharedResult(type);
        // What C# would throw for is found behind the call; nobody else sees a result that a trap ends.
        else if (type is not null && (target is null || target.MayBeNull || target.IsVolatile || target.Align < AlignOfResult(type)))
            target = NewTemporary(type, "result");
        List<IrValue> values = [.. subprogram.Entry.Incoming.Select(ValueOf)];
        int inRegisters = values.Count - subprogram.Entry.PackedCount;
        List<IrValue> arguments = values.GetRange(0, inRegisters);
        if (subprogram.Entry.PackedCount > 0)
            arguments.Add(Pack(values.Skip(inRegisters), isApart));
        IrValue answer = _builder.Call(subprogram.Function, arguments);
        switch (subprogram.Return)
        {
            case ReturnStyle.Value:
                _builder.Store(answer, _builder.Offset(target!.Base, target.Offset), target.Align);
                break;
            case ReturnStyle.Status:
                LeaveUnless(IsZero(_builder.Resize(answer, IrType.I64, signExtend: false)));
                break;
            case ReturnStyle.ValueOrStatus:
                LeaveUnless(_builder.Compare(IrComparison.SignedGreaterOrEqual, answer, Number(0)));
                _builder.Store(_builder.Resize(answer, ((IntegerShape)Shapes.Of(type!)).Memory, signExtend: false), _builder.Offset(target!.Base, target.Offset), target.Align);
                break;
        }
        if (result is not null && target != result)
            CopyInto(target!, result, subprogram.Body);
    }

    /// <summary>Values one after the other, eight bytes each.</summary>
    private IrLocal Pack(IEnumerable<IrValue> values, bool isShared = false)
    {
        IrValue[] all = [.. values];
        IrLocal pack = isShared ? SharedPack(8 * all.Length) : _builder.Local("rest", 8 * all.Length, 8);
        for (int i = 0; i < all.Length; i++)
            _builder.Store(all[i], _builder.Offset(pack, 8 * i), 8);
        return pack;
    }

    /// <summary>Passes a trap on that was counted where it happened.</summary>
    private void LeaveUnless(IrValue condition)
    {
        IrBlock next = new IrBlock("returned");
        _builder.Branch(condition, next, TrapTarget(), isFalseUnlikely: true);
        _builder.Enter(next);
    }
}
