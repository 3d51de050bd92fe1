using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Arguments and return values that are in the registers the kernel saved: kprobes and system calls.</summary>
partial class ProgramLowerer
{
    // The registers that user space entered the kernel with; loaded when the first is needed.
    private IrValue? _userRegisters;

    private RegisterLayout Registers => RegisterLayout.Of(_context.Options.Architecture);

    /// <summary>
    /// Whether a parameter asks for all registers. In a hook that has none, a pointer to registers is an argument like
    /// any other, as that of the tracepoint <c>sys_enter</c>.
    /// </summary>
    private bool AsksForRegisters(IParameterSymbol parameter) =>
        _program.Hook.HasRegisters && parameter.Type is IPointerTypeSymbol { PointedAtType: var target } && RegisterLayout.Named(KnownNames.ApiName(target)) is not null;

    /// <summary>Says so, once for a class, where the source names the registers of a machine that the object is not for.</summary>
    private void CheckRegisters(ITypeSymbol? type, Location location)
    {
        if (!_context.Ties.Admits(type))
            _context.Diagnostics.Report(HookDiagnostics.OtherRegisters, location, type!.Name, RegisterLayout.Named(type.Name)!.Name, Registers.Name, Registers.RegistersType);
    }

    /// <summary>The saved registers: the context itself, or those of user space for system calls.</summary>
    private IrValue AllRegisters(IrParameter context) =>
        _program.Hook.Context == HookContext.SyscallRegisters ? UserRegisters(context) : context;

    /// <summary>A system call's function has one argument, the pointer to the registers of user space.</summary>
    private IrValue UserRegisters(IrParameter context)
    {
        _context.Ties.NoteRead();
        return _userRegisters ??= _builder.Load(IrType.Pointer, _builder.Offset(context, Registers.Arguments[0]), 8);
    }

    /// <summary>A register's 64 bits.</summary>
    private IrValue LoadRegister(IrParameter context, int index)
    {
        _context.Ties.NoteRead();
        switch (_program.Hook.Context)
        {
            case HookContext.ReturnRegister:
                return _builder.Load(IrType.I64, _builder.Offset(context, Registers.Result), 8);
            case HookContext.SyscallRegisters:
                IrLocal buffer = _builder.Local("register", 8, 8);
                ProbeRead(BpfHelper.ProbeReadKernel, buffer, 8, _builder.Offset(UserRegisters(context), Registers.SyscallArguments[index]));
                return _builder.Load(IrType.I64, buffer, 8);
            default:
                return _builder.Load(IrType.I64, _builder.Offset(context, Registers.Arguments[index]), 8);
        }
    }

    /// <summary>
    /// A register as its parameter's type. Callers leave undefined bits above a value that is narrower than the register
    /// (System V x86-64 and AAPCS64 alike), so only its own bits count.
    /// </summary>
    private IrValue NarrowRegister(IrValue register, TypeShape shape)
    {
        if (shape is not IntegerShape integer)
            return _builder.Convert(IrConversion.IntToPointer, register, IrType.Pointer);
        if (!integer.IsBool)
            return _builder.Resize(register, integer.Register, integer.IsSigned);
        IrValue low = _builder.Resize(register, IrType.I8, signExtend: false);
        return _builder.Compare(IrComparison.NotEqual, low, IrBuilder.Constant(IrType.I8, 0));
    }
}
