using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Lowering;

/// <summary>The parameters of a program as the kernel calls it: its context, or those of a function whose place it takes.</summary>
partial class ProgramLowerer
{
    private static IEnumerable<IrParameter> ParametersOf(ObjectContext context, BoundProgram program)
    {
        if (program.Hook.Context == HookContext.Function && program.Method.Parameters.Length > 0)
            return program.Method.Parameters.Select(parameter => ParameterOf(context, parameter));
        return [new IrParameter("ctx", IrType.Pointer, ContextType(context, program))];
    }

    /// <summary>Registers have 64 bits; what of them counts, the type says, which the kernel compares with the replaced function's.</summary>
    private static IrParameter ParameterOf(ObjectContext context, IParameterSymbol parameter) => context.Shapes.Of(parameter.Type) switch
    {
        PointerShape => new(parameter.Name, IrType.Pointer, context.DebugTypes.Of(parameter.Type)),
        IntegerShape => new(parameter.Name, IrType.I64, context.DebugTypes.Of(parameter.Type)),
        _ => new(parameter.Name, IrType.I64, context.DebugTypes.Int64), // reported with the parameter
    };

    /// <summary>
    /// A program whose context is a kernel type says so: where another program takes its place, the kernel compares the names.
    /// </summary>
    private static DebugType ContextType(ObjectContext context, BoundProgram program) =>
        program.Hook.Context == HookContext.Record && program.Hook.SectionPrefix is not ("tp" or "syscall")
        && program.Method.Parameters is [{ Type: IPointerTypeSymbol { PointedAtType: var record } type }, ..] && DebugTypeMap.KernelName(record) is { Length: > 0 }
            ? context.DebugTypes.Of(type)
            : context.DebugTypes.Context;
}
