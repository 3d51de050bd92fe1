using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>
/// Where C# would throw, the program ends early with its hook's neutral value, after counting the place and giving
/// back what it holds.
/// </summary>
partial class ProgramLowerer
{
    private readonly List<IrLocal> _heldSlots = [];
    private IrBlock? _trapExit;

    /// <summary>Goes on only if the condition holds.</summary>
    private void TrapUnless(IrValue condition, string reason)
    {
        IrBlock next = new IrBlock("checked");
        IrBlock trap = new IrBlock("trap");
        _builder.Branch(condition, next, trap, isFalseUnlikely: true);
        _builder.EnterCold(trap);
        EmitTrap(reason);
        _builder.Enter(next);
    }

    /// <summary>Goes on only if the condition holds, and emits nothing where constants have shown that it does.</summary>
    private void TrapUnless(bool isKnown, Func<IrValue> condition, string reason)
    {
        if (isKnown)
            _context.Traps.Settled(_builder.Span, reason);
        else
            TrapUnless(condition(), reason);
    }

    /// <summary>Ends the program here; the block that follows must be entered by the caller.</summary>
    private void EmitTrap(string reason)
    {
        (IrGlobal table, int index) = _context.Traps.Site(_builder.Span, reason);
        IrValue counter = _builder.Offset(new IrGlobalAddress(table), 8L * index);
        _builder.Atomic(IrAtomicOperator.Add, counter, IrBuilder.Constant(IrType.I64, 1), isResultUsed: false);
        _builder.Branch(TrapTarget());
    }

    /// <summary>Ends the program as an exception of the user's own does; what follows is not reached.</summary>
    private void LowerThrow(IThrowOperation operation)
    {
        IOperation? exception = operation.Exception;
        while (exception is IConversionOperation conversion)
            exception = conversion.Operand;
        if (exception is not IObjectCreationOperation { Initializer: null, Type: { } type } creation)
        {
            Report(LanguageDiagnostics.Exceptions, operation, "'throw' of anything but a new exception");
        }
        else if (creation.Arguments.FirstOrDefault(argument => !argument.Value.ConstantValue.HasValue && argument.Value is not ILiteralOperation) is { } computed)
        {
            ReportUnsupported(computed.Value, "what an exception says must be a constant: user space is told the place and the exception's name");
        }
        else
        {
            SourceSpan before = Locate(operation);
            EmitTrap(TrapReasons.Thrown(type.Name));
            _builder.Span = before;
            _builder.Enter(new IrBlock("unreachable"));
        }
    }

    /// <summary>A holder of a reserved record that a trap must discard; null at the start.</summary>
    private IrLocal NewHeldSlot(string name)
    {
        IrLocal holder = _builder.Local(name, 8, 8);
        _prologue.Instructions.Add(new IrStore(IrNullPointer.Instance, holder, 8, isVolatile: false, _builder.Function.Span));
        _heldSlots.Add(holder);
        return holder;
    }

    private void FinishTraps()
    {
        if (_trapExit is null)
            return;
        _builder.Span = _builder.Function.Span;
        _builder.EnterCold(_trapExit);
        foreach (IrLocal holder in _heldSlots)
        {
            IrBlock discard = new IrBlock("discard"), next = new IrBlock("discarded");
            IrValue record = _builder.Load(IrType.Pointer, holder, 8);
            _builder.Branch(_builder.IsNotNull(record), discard, next);
            _builder.EnterCold(discard);
            _builder.Helper(BpfHelper.RingBufferDiscard, IrType.Void, record, IrBuilder.Constant(IrType.I64, 0));
            _builder.Branch(next);
            _builder.EnterCold(next);
        }
        DiscardSpaces();
        if (_entry.Closure is not null)
            _builder.Store(IrBuilder.Constant(IrType.I64, 1), _entry.Pointer(new TrapFlag()), 8);
        _builder.Return(TrapResult);
    }
}
