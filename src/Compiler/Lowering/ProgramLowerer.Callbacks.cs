using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>
/// Methods that the kernel calls: bodies of long loops, visitors of maps. Each is a function of its own. What it sees of the
/// methods around it, and where it says that it trapped, it finds by the one pointer that the kernel hands on: to a block on the
/// caller's stack with the addresses of all of it.
/// </summary>
partial class ProgramLowerer
{
    // kernel/bpf/bpf_iter.c, BPF_MAX_LOOPS.
    private const int MaxLoopCount = 1 << 23;

    /// <summary>How what the kernel passes becomes a callback's parameters.</summary>
    /// <param name="Name">What a lambda is called, behind the method's name.</param>
    /// <param name="Declare">Declares them in the callback.</param>
    private sealed record CallbackShape(string Name, IrParameter[] Parameters, int ClosureIndex, Action<ProgramLowerer, Frame> Declare);

    private IrValue LowerLoop(IInvocationOperation call)
    {
        IrValue count = LowerValue(call.Arguments[0].Value);
        MemoryPlace? state = call.Arguments.Length == 3 ? LowerState(call.Arguments[1].Value) : null;
        TrapUnless(_builder.Compare(IrComparison.UnsignedLessOrEqual, count, IrBuilder.Constant(IrType.I32, MaxLoopCount)), TrapReasons.LoopTooLong);
        IrParameter index = new("index", IrType.I32, _context.DebugTypes.Int), closure = new("closure", IrType.Pointer, _context.DebugTypes.Context);
        FunctionEntry caller = _entry;
        CallbackShape shape = new("loop", [index, closure], 1, (callee, frame) =>
        {
            callee.DeclareNumber(frame, 0, index, _context.Compilation.GetSpecialType(SpecialType.System_Int32));
            callee.DeclareState(frame, 1, state, caller);
        });
        return CallBack(call, call.Arguments[call.Arguments.Length - 1].Value, shape,
            (function, block) => _builder.Helper(BpfHelper.Loop, IrType.I64, Extend(count, isSigned: false), function, block, Number(0)));
    }

    private IrValue LowerForEachElement(IInvocationOperation call, BoundMap map)
    {
        MemoryPlace? state = call.Arguments.Length == 2 ? LowerState(call.Arguments[0].Value) : null;
        ITypeSymbol keyType = map.Key ?? _context.Compilation.GetSpecialType(SpecialType.System_Int32);
        DebugType context = _context.DebugTypes.Context;
        IrParameter key = new("key", IrType.Pointer, context), value = new("value", IrType.Pointer, context), closure = new("closure", IrType.Pointer, context);
        FunctionEntry caller = _entry;
        CallbackShape shape = new("element", [new("map", IrType.Pointer, context), key, value, closure], 3, (callee, frame) =>
        {
            IParameterSymbol[] parameters = [.. frame.Method.OriginalDefinition.Parameters];
            MemoryPlace copy = callee.NewTemporary(keyType, parameters[0].Name);
            callee.CopyInto(new MemoryPlace(key, keyType, Math.Min(Shapes.Of(keyType).Align, 8)), copy, call);
            frame.Declare(parameters[0], new PlaceVariable(copy));
            frame.Declare(parameters[1], new PlaceVariable(ValuePlace(map, value, mayBeNull: false)));
            callee.DeclareState(frame, 2, state, caller);
        });
        return CallBack(call, call.Arguments[call.Arguments.Length - 1].Value, shape,
            (function, block) => _builder.Helper(BpfHelper.ForEachMapElement, IrType.I64, MapAddress(map), function, block, Number(0)));
    }

    private MemoryPlace LowerState(IOperation state)
    {
        if (TryLowerPlace(state) is MemoryPlace memory)
            return memory;
        ReportUnsupported(state, "it cannot be referenced");
        return PoisonPlace(state.Type);
    }

    private void DeclareNumber(Frame frame, int ordinal, IrParameter parameter, ITypeSymbol type)
    {
        IParameterSymbol symbol = frame.Method.OriginalDefinition.Parameters[ordinal];
        MemoryPlace place = NewTemporary(type, symbol.Name);
        _builder.Store(parameter, place.Base, place.Align);
        frame.Declare(symbol, new PlaceVariable(place));
    }

    private void DeclareState(Frame frame, int ordinal, MemoryPlace? state, FunctionEntry owner)
    {
        if (state is not null)
            frame.Declare(frame.Method.OriginalDefinition.Parameters[ordinal], _entry.Import(new PlaceVariable(state), owner));
    }

    /// <summary>Makes a function of what a delegate calls, and has the kernel call it.</summary>
    /// <param name="call">The helper's call, given the function's address and that of the block.</param>
    /// <returns>The helper's result, 32 bits of it.</returns>
    private IrValue CallBack(IInvocationOperation operation, IOperation target, CallbackShape shape, Func<IrValue, IrValue, IrValue> call)
    {
        if (FindCallback(target, operation) is not { } binding)
            return Poison(operation.Type);
        Frame current = _frame;
        (IrFunction function, FunctionEntry entry) = LowerCallback(binding, shape, shape.Parameters[shape.ClosureIndex]);
        _frame = current;
        IrLocal? trapped = null;
        IrValue ValueOf(Incoming incoming)
        {
            switch (incoming)
            {
                case CapturedValue captured:
                    return _entry.Import(captured.Value, captured.Owner);
                case ContextValue:
                    return ProgramContext;
                case TrapFlag:
                    trapped = _builder.Local("trapped", 8, 8);
                    _builder.Store(Number(0), trapped, 8);
                    return trapped;
                default:
                    throw new InvalidOperationException($"a {incoming.GetType().Name} is asked for");
            }
        }
        List<IrValue> values = [.. entry.Incoming.Select(ValueOf)];
        IrValue result = call(new IrFunctionAddress(function), values.Count > 0 ? Pack(values) : IrNullPointer.Instance);
        if (trapped is not null)
            LeaveUnless(IsZero(_builder.Load(IrType.I64, trapped, 8)));
        return _builder.Resize(result, IrType.I32, signExtend: false);
    }

    /// <summary>What a delegate calls, ready to be lowered; null after reporting what stands against it.</summary>
    private Frame? FindCallback(IOperation target, IOperation operation)
    {
        if (FindDelegate(target) is not { } found)
        {
            ReportUnknownDelegate(target);
            return null;
        }
        if (found.Instance is { Type.IsValueType: true })
        {
            Report(LanguageDiagnostics.Dispatch, target, "The delegate", "it holds a copy of a struct, which lives on the managed heap; use a lambda");
            return null;
        }
        if ((found.Lambda ?? _context.BodyOf(found.Method)) is not { } body)
        {
            Report(LanguageDiagnostics.Call, target, found.Method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), ReasonFor(found.Method));
            return null;
        }
        if (found.Method.IsAsync || found.Method.IsIterator)
        {
            ReportUnsupported(target, "a program runs to its end without waiting");
            return null;
        }
        return CheckContainer(found.Method, operation) && !CheckRecursion(found.Method, operation) ? NewFrame(found.Method, body, thisPlace: null, result: null, found.Home) : null;
    }

    /// <param name="closure">The parameter that the caller's block comes in; null for what runs when the caller has ended.</param>
    private (IrFunction Function, FunctionEntry Entry) LowerCallback(Frame binding, CallbackShape shape, IrParameter? closure)
    {
        string name = binding.Method.MethodKind == MethodKind.AnonymousFunction ? $"{_frame.Method.Name}_{shape.Name}" : binding.Method.Name;
        IrFunction function = new(_context.UniqueName(name), IrLinkage.Subprogram, IrType.I64, _context.DebugTypes.Int64, _context.Spans.Of(binding.Body.Syntax));
        function.Parameters.AddRange(shape.Parameters);
        ProgramLowerer callee = new(_context, _program, function, this, closure) { _isDetached = closure is null };
        callee.LowerCallbackBody(binding, shape);
        return (function, callee._entry);
    }

    private void LowerCallbackBody(Frame binding, CallbackShape shape)
    {
        IrBlock start = new("start"), exit = new("exit");
        _builder.Enter(_prologue);
        MemoryPlace? goesOn = binding.Method.ReturnsVoid ? null : NewTemporary(_context.Compilation.GetSpecialType(SpecialType.System_Boolean), "goesOn");
        _frame = new Frame(binding.Method, binding.Body, _caller!._frame, binding.Outer, _entry) { Types = binding.Types, Exit = exit, Result = goesOn };
        _builder.Enter(start);
        shape.Declare(this, _frame);
        LowerMethodBody(binding.Body);
        _builder.Branch(exit);
        _builder.Enter(exit);
        // The kernel is told whether to stop.
        _builder.Return(goesOn is null ? Number(0) : _builder.Resize(_builder.Not(LoadMemory(goesOn, Shapes.Of(goesOn.Type))), IrType.I64, signExtend: false));
        FinishTraps();
        _prologue.Terminator = new IrBranch(start, _builder.Function.Span);
        _builder.FinishCold();
        CheckSlots();
        _entry.Seal(_context.DebugTypes);
        _context.Module.Functions.Add(_builder.Function);
    }
}
