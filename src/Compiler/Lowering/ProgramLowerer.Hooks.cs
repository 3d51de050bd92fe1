using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Lowering;

partial class ProgramLowerer
{
    // arch/x86/include/asm/ptrace.h: where struct pt_regs keeps the argument registers rdi, rsi, rdx, rcx, r8, r9 and rax.
    private static readonly int[] s_argumentRegisters = [112, 104, 96, 88, 72, 64];
    private const int ReturnRegister = 80;

    private void BindHookParameters(IrParameter context)
    {
        IMethodSymbol method = _program.Method;
        for (int i = 0; i < method.Parameters.Length; i++)
        {
            IParameterSymbol parameter = method.Parameters[i];
            TypeShape shape = Shapes.Of(parameter.Type);
            string? problem = parameter.RefKind != RefKind.None ? "it cannot be passed by reference" : shape switch
            {
                UnsupportedShape { Kind: UnsupportedReason.Broken } => "",
                UnsupportedShape bad => bad.Reason,
                StructShape or SlotShape => "structs are passed by pointer",
                _ => PositionProblem(i, shape, parameter.Type),
            };
            if (problem is not null)
            {
                if (problem.Length == 0)
                    _context.Diagnostics.NoteBrokenCode();
                else
                    _context.Diagnostics.Report(HookDiagnostics.Parameter, parameter.Locations[0], parameter.Name, parameter.Type.ToDisplayString(), _program.Hook.DisplayName, problem);
                _frame.Declare(parameter, new PlaceVariable(NewTemporary(parameter.Type, parameter.Name)));
                continue;
            }

            MemoryPlace place = NewTemporary(parameter.Type, parameter.Name);
            _builder.Store(ToMemory(LoadHookArgument(context, i, shape), shape), place.Base, place.Align);
            _frame.Declare(parameter, new PlaceVariable(place));
            _frame.PassedOrigins[parameter] = OriginOfHookArgument(parameter.Type);
        }
    }

    private string? PositionProblem(int index, TypeShape shape, ITypeSymbol type) => _program.Hook.Context switch
    {
        HookContext.None => "the hook gives no parameters",
        HookContext.Record when index > 0 => "the hook gives one parameter, a pointer to its record",
        HookContext.Record when shape is not PointerShape => $"the hook gives a pointer to its record; declare it as '{type.ToDisplayString()}*'",
        HookContext.ReturnRegister when index > 0 => "a return probe has one parameter, the return value; what the function was called with is gone by then",
        HookContext.EntryRegisters when index >= s_argumentRegisters.Length => $"only the first {s_argumentRegisters.Length} arguments are in registers",
        // include/linux/bpf.h, MAX_BPF_FUNC_ARGS.
        HookContext.ArgumentArray when index >= 12 => "a hook has at most 12 arguments",
        _ => null,
    };

    private IrValue LoadHookArgument(IrParameter context, int index, TypeShape shape)
    {
        int offset = _program.Hook.Context switch
        {
            HookContext.ArgumentArray => 8 * index,
            HookContext.EntryRegisters => s_argumentRegisters[index],
            HookContext.ReturnRegister => ReturnRegister,
            _ => -1,
        };
        if (offset < 0)
            return context; // the record itself
        IrValue address = _builder.Offset(context, offset);
        if (shape is PointerShape)
            return _builder.Load(IrType.Pointer, address, 8);
        IntegerShape integer = (IntegerShape)shape;
        IrValue raw = _builder.Load(IrType.I64, address, 8);
        if (!integer.IsBool)
            return _builder.Resize(raw, integer.Register, integer.IsSigned);
        // The upper bits of a register that holds a C bool are not defined.
        IrValue low = _builder.Resize(raw, IrType.I8, signExtend: false);
        return _builder.Compare(IrComparison.NotEqual, low, IrBuilder.Constant(IrType.I8, 0));
    }

    private PointerOrigin OriginOfHookArgument(ITypeSymbol type)
    {
        if (type is not IPointerTypeSymbol pointer)
            return PointerOrigin.Unknown;
        bool isKernelType = DebugTypeMap.KernelName(pointer.PointedAtType) is not null;
        return _program.Hook.Context switch
        {
            // The context may be loaded from directly, by the layout the user declared or, for kernel types, by CO-RE.
            HookContext.Record => isKernelType ? PointerOrigin.Trusted : PointerOrigin.Own,
            HookContext.ArgumentArray when _program.Hook.TrustsPointers && isKernelType => PointerOrigin.Trusted,
            _ => PointerOrigin.Kernel,
        };
    }
}
