using BpfSharp.Compiler.Checks;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Lowering;

/// <summary>The return value of hooks that run when a function returns and still have its arguments: fexit, fmod_ret.</summary>
partial class ProgramLowerer
{
    private bool IsReturnValueBehind(IParameterSymbol parameter) =>
        _program.Hook.GivesReturnValue && ReturnValueCheck.IsMarkedOrNamed(parameter);

    /// <summary>
    /// The kernel puts it behind the last of the function's arguments, however many these are. Where the program declares
    /// them all, their number is known (and checked when the program is loaded); where it declares none, a helper knows.
    /// </summary>
    private IrValue LoadReturnValueBehind(IrParameter context, int index, TypeShape shape)
    {
        if (_program.Hook.IsSession)
            return NarrowRegister(AtReturn(_builder.Load(IrType.I64, _builder.Offset(context, Registers.Result), 8)), shape);
        if (index > 0)
            return LoadHookArgument(context, index, shape);
        IrLocal value = _builder.Local("returned", 8, 8);
        _builder.Store(IrBuilder.Constant(IrType.I64, 0), value, 8);
        _builder.Helper(BpfHelper.GetFunctionReturn, IrType.I64, context, value);
        return NarrowRegister(_builder.Load(IrType.I64, value, 8), shape);
    }
}
