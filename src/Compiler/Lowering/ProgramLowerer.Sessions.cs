using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>
/// Sessions: one program that runs at a function's entry and at its return. What is not there at the moment reads as zero:
/// arguments at the return, the return value at the entry.
/// </summary>
partial class ProgramLowerer
{
    private IrValue? _isSessionReturn;

    /// <summary>Asked where it is first needed among the parameters; elsewhere each time, because that need not run before.</summary>
    private IrValue IsSessionReturn
    {
        get
        {
            if (_isSessionReturn is not null)
                return _isSessionReturn;
            IrValue result = _builder.Resize(_builder.KernelCall(_context.SessionIsReturn, [ProgramContext]), IrType.I8, signExtend: false);
            return _builder.Compare(IrComparison.NotEqual, result, IrBuilder.Constant(IrType.I8, 0));
        }
    }

    private IrValue AtEntry(IrValue value) => AtMoment(value, isReturn: false);

    private IrValue AtReturn(IrValue value) => AtMoment(value, isReturn: true);

    private IrValue AtMoment(IrValue value, bool isReturn)
    {
        if (!_program.Hook.IsSession)
            return value;
        _context.Ties.NoteRead();
        IrValue zero = IrBuilder.Constant(IrType.I64, 0);
        _isSessionReturn = IsSessionReturn; // parameters are read at the beginning, which everything else comes after
        return isReturn ? _builder.Select(_isSessionReturn, value, zero) : _builder.Select(_isSessionReturn, zero, value);
    }

    /// <summary>The kernel's answer is the other way round: 0 for the return to be seen too.</summary>
    private IrValue SessionResult(IrLocal result) =>
        _builder.Select(IsTrue(result), IrBuilder.Constant(IrType.I32, 0), IrBuilder.Constant(IrType.I32, 1));

    private bool CheckSession(IPropertyReferenceOperation reference)
    {
        if (_program.Hook.IsSession)
            return true;
        ReportUnsupported(reference, $"only [KprobeSession] programs run at a function's entry and its return, and this is a {_program.Hook.DisplayName} program");
        return false;
    }

    private MemoryPlace SessionCookie(IPropertyReferenceOperation reference)
    {
        ITypeSymbol number = _context.Compilation.GetSpecialType(SpecialType.System_UInt64);
        return CheckSession(reference) ? new MemoryPlace(_builder.KernelCall(_context.SessionCookie, [ProgramContext]), number, 8) : PoisonPlace(number);
    }
}
