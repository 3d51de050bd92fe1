using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Calls of the kernel's functions.</summary>
partial class ProgramLowerer
{
    private IrValue? LowerKernelCall(IInvocationOperation call, BoundKernelFunction function)
    {
        // In the order in which they are written, which named arguments may change.
        IrValue[] arguments = new IrValue[function.Ir.Parameters.Length];
        foreach (IArgumentOperation argument in call.Arguments)
        {
            int index = argument.Parameter!.Ordinal;
            IrValue value = LowerValue(argument.Value);
            arguments[index] = function.Ir.Parameters[index].Type is IrIntType wide && value.Type is IrIntType
                ? _builder.Resize(value, wide, Shapes.Of(argument.Parameter.Type) is IntegerShape { IsSigned: true })
                : value;
        }
        IrValue result = _builder.KernelCall(function.Ir, arguments);
        switch (Shapes.Of(function.Method.ReturnType))
        {
            case var _ when function.Method.ReturnsVoid:
                return null;
            case IntegerShape { IsBool: true }:
                // Above its eight bits the register holds anything.
                return _builder.Compare(IrComparison.NotEqual, _builder.Resize(result, IrType.Int(8), signExtend: false), IrBuilder.Constant(IrType.Int(8), 0));
            case IntegerShape integer:
                return _builder.Resize(result, integer.Register, integer.IsSigned);
            default:
                return result;
        }
    }

    private IrValue LowerHasKernelFunction(IInvocationOperation call)
    {
        IOperation argument = call.Arguments[0].Value;
        if (argument.ConstantValue.Value is not string name || _context.Bound.KernelFunctions.FindAll(known => known.Method.Name == name) is not [var function])
            return Unsupported(argument, "it must be the name of one [Kfunc] method of this class, as nameof gives it");
        return _builder.IsNotNull(new IrKernelFunctionAddress(function.Ir));
    }
}
