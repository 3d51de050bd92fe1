using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Lowering;

/// <summary>The functions that <c>[BpfFunction]</c> methods become.</summary>
partial class ProgramLowerer
{
    /// <summary>The lowerer of the function that calls this one first; null for programs.</summary>
    private readonly ProgramLowerer? _caller;

    private Subprogram LowerSubprogram(Frame binding, List<Passed> passed)
    {
        string name = binding.Method.MethodKind == MethodKind.AnonymousFunction ? _program.Method.Name + "_lambda" : binding.Method.Name;
        IrFunction function = new(_context.UniqueName(name), IrLinkage.Subprogram, IrType.Void, DebugVoid.Instance, _context.Spans.Of(binding.Body.Syntax));
        return new ProgramLowerer(_context, _program, function, this).LowerSubprogramBody(binding, passed);
    }

    private Subprogram LowerSubprogramBody(Frame binding, List<Passed> passed)
    {
        IrBlock start = new("start"), exit = new("exit");
        _builder.Enter(_prologue);
        ITypeSymbol? type = binding.Method.ReturnsVoid ? null : Resolve(binding.Types.Resolve(binding.Method.OriginalDefinition.ReturnType));
        bool isInRegister = type is not null && Shapes.Of(type) is IntegerShape or PointerShape;
        MemoryPlace? result = type is null ? null
            : isInRegister ? NewTemporary(type, "result")
            : new MemoryPlace(_entry.Pointer(ResultOf(type)), type, AlignOfResult(type));
        _frame = new Frame(binding.Method, binding.Body, _caller!._frame, binding.Outer, _entry) { Types = binding.Types, Exit = exit, Result = result };
        _builder.Enter(start);
        for (int i = 0; i < passed.Count; i++)
            passed[i].Declare(this, _frame, i);
        LowerMethodBody(binding.Body);
        _builder.Branch(exit);
        _builder.Enter(exit);
        ReturnStyle style = ReturnFrom(result, isInRegister);
        FinishTraps();
        _prologue.Terminator = new IrBranch(start, _builder.Function.Span);
        _builder.FinishCold();
        CheckSlots();
        _entry.Seal(_context.DebugTypes);
        _context.Module.Functions.Add(_builder.Function);
        return new Subprogram(binding.Method, _builder.Function, _entry, style, type, binding.Body);
    }

    private ResultAddress ResultOf(ITypeSymbol type) => new(DescribeAddress(type));

    /// <summary>The alignment that callers give a result in memory.</summary>
    private int AlignOfResult(ITypeSymbol type) => Math.Min(Shapes.Of(type).Align, 8);

    /// <summary>Returns the normal way. Whether a trap can leave the function is known behind its body.</summary>
    private ReturnStyle ReturnFrom(MemoryPlace? result, bool isInRegister)
    {
        IrFunction function = _builder.Function;
        bool mayTrap = _trapExit is not null;
        if (!isInRegister)
        {
            function.Returns(mayTrap ? IrType.I32 : IrType.Void, mayTrap ? _context.DebugTypes.Int : DebugVoid.Instance);
            _builder.Return(mayTrap ? IrBuilder.Constant(IrType.I32, 0) : null);
            return mayTrap ? ReturnStyle.Status : ReturnStyle.Nothing;
        }
        TypeShape shape = Shapes.Of(result!.Type);
        IrType type = shape is IntegerShape integer ? integer.Memory : IrType.Pointer;
        IrValue value = _builder.Load(type, result.Base, result.Align);
        if (!mayTrap)
        {
            function.Returns(type, _context.DebugTypes.Of(result.Type));
            _builder.Return(value);
            return ReturnStyle.Value;
        }
        if (shape.Size > 4)
        {
            _builder.Store(value, _entry.Pointer(ResultOf(result.Type)), AlignOfResult(result.Type));
            function.Returns(IrType.I32, _context.DebugTypes.Int);
            _builder.Return(IrBuilder.Constant(IrType.I32, 0));
            return ReturnStyle.Status;
        }
        function.Returns(IrType.I64, _context.DebugTypes.Int64);
        _builder.Return(_builder.Resize(value, IrType.I64, signExtend: false));
        return ReturnStyle.ValueOrStatus;
    }

    /// <summary>What a function that trapped returns.</summary>
    private IrConstant TrapResult => _caller is null ? IrBuilder.Constant(IrType.I32, _program.NeutralValue)
        : _isDetached ? Number(0)
        : IrBuilder.Constant((IrIntType)_builder.Function.ReturnType, _builder.Function.ReturnType == IrType.I64 && _entry.Closure is null ? -1 : 1);

    /// <summary>What the kernel gave the program: helpers ask for it to find out what the program runs for.</summary>
    private IrValue ProgramContext => _caller is null ? _builder.Function.Parameters[0] : _entry.Pointer(new ContextValue());
}
