using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Checks;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Lowering;

/// <summary>A program's parameters: what the hook gives, by position.</summary>
partial class ProgramLowerer
{
    private void BindHookParameters(IrParameter context)
    {
        ReturnValueCheck.Run(_context, _program);
        ResultCheck.Run(_context, _program);
        NullReferenceCheck.Run(_context, _program);
        int position = 0;
        foreach (IParameterSymbol parameter in _program.Method.Parameters)
        {
            bool isRegisters = AsksForRegisters(parameter);
            CheckRegisters((parameter.Type as IPointerTypeSymbol)?.PointedAtType, parameter.Locations[0]);
            // All registers are no argument: they may be asked for beside any.
            int index = isRegisters ? -1 : position++;
            TypeShape shape = Shapes.Of(parameter.Type);
            ArgumentPlace argument = index < 0 || !_program.Hook.GivesStructs || IsReturnValueBehind(parameter) ? default : NextArgument(shape);
            string? problem = ParameterProblem(parameter, shape, index) ?? StackProblem(argument);
            if (problem is not null)
            {
                if (problem.Length == 0)
                    _context.Diagnostics.NoteBrokenCode();
                else
                    _context.Diagnostics.Report(HookDiagnostics.Parameter, parameter.Locations[0], parameter.Name, parameter.Type.ToDisplayString(), _program.Hook.DisplayName, problem);
                _frame.Declare(parameter, new PlaceVariable(NewTemporary(parameter.Type, parameter.Name)));
                continue;
            }

            if (IsOutput(parameter, _program.Hook))
            {
                DeclareRecord(parameter);
                continue;
            }
            if (shape is StructShape)
            {
                _frame.Declare(parameter, new PlaceVariable(LoadStructArgument(context, argument, parameter, shape)));
                continue;
            }
            MemoryPlace place = NewTemporary(parameter.Type, parameter.Name);
            IrValue value = isRegisters ? AllRegisters(context)
                : IsReturnValueBehind(parameter) ? LoadReturnValueBehind(context, index == 0 ? 0 : Arguments.Used, shape)
                : IsOnStack(argument) ? NarrowRegister(LoadArgumentWord(context, argument), shape)
                : LoadHookArgument(context, _program.Hook.GivesStructs ? argument.Index : index, shape);
            if (IsIterator && shape is PointerShape)
                SkipEnd(value);
            _builder.Store(ToMemory(value, shape), place.Base, place.Align);
            _frame.Declare(parameter, new PlaceVariable(place));
            _frame.PassedOrigins[parameter] = isRegisters ? OriginOfRegisters() : IsUserMemory(parameter) ? PointerOrigin.User : OriginOfHookArgument(parameter.Type);
        }
    }

    private string? ParameterProblem(IParameterSymbol parameter, TypeShape shape, int index)
    {
        if (IsOutput(parameter, _program.Hook))
            return OutputProblem(parameter, shape);
        if (parameter.RefKind != RefKind.None)
            return "it cannot be passed by reference";
        switch (shape)
        {
            case UnsupportedShape { Kind: UnsupportedReason.Broken }:
                return "";
            case UnsupportedShape bad:
                return bad.Reason;
            case StructShape or SlotShape when StructProblem(shape, parameter.Type) is { } reason:
                return reason;
        }
        if (index < 0)
            return null;
        if (IsReturnValueBehind(parameter))
            return parameter.Ordinal == _program.Method.Parameters.Length - 1 ? null : "the return value comes last, behind the function's arguments";
        if (ReturnValueCheck.IsMarked(parameter) && _program.Hook is { Context: not HookContext.ReturnRegister, ReturnHook: null })
            return "the hook gives no return value";
        return PositionProblem(index, shape, parameter.Type);
    }

    private string? PositionProblem(int index, TypeShape shape, ITypeSymbol type) => _program.Hook.Context switch
    {
        HookContext.None => "the hook gives no parameters",
        HookContext.Function when index >= 5 => "functions of BPF programs have at most five parameters",
        HookContext.Record when index > 0 => "the hook gives one parameter, a pointer to its record",
        HookContext.Record when shape is not PointerShape => $"the hook gives a pointer to its record; declare it as '{type.ToDisplayString()}*'",
        HookContext.ReturnRegister when index > 0 => "a return probe has one parameter, the return value; what the function was called with is gone by then",
        HookContext.SyscallRegisters when index >= Registers.SyscallArguments.Length => $"system calls have at most {Registers.SyscallArguments.Length} arguments",
        HookContext.Record when OtherContext(type) is { } given => $"the hook gives a pointer to the kernel's '{given}'",
        // include/linux/bpf.h, MAX_BPF_FUNC_ARGS.
        HookContext.ArgumentArray or HookContext.IteratorArguments when index >= 12 => "a hook has at most 12 arguments",
        _ => null,
    };

    /// <summary>The kernel's name of the hook's context, where a kernel type of another name is declared for it.</summary>
    private string? OtherContext(ITypeSymbol type) =>
        type is IPointerTypeSymbol { PointedAtType: var target } && DebugTypeMap.KernelName(target) is { Length: > 0 } declared
        && HelperTable.Of(_program.Hook.SectionPrefix)?.Context is { } given && given != (declared.IndexOf("___", StringComparison.Ordinal) is > 0 and var flavour ? declared.Substring(0, flavour) : declared)
            ? given
            : null;

    /// <summary>Inside a function nobody knows how far the stack pointer is from what the function was called with.</summary>
    private string? StackProblem(ArgumentPlace argument) =>
        argument.Kind is ArgumentSource.Stack or ArgumentSource.AddressOnStack && _program.Target?.Contains("+") == true
            ? $"on {Registers.Name} it is on the stack, where it can be found at the function's entry only"
            : null;

    private IrValue LoadHookArgument(IrParameter context, int index, TypeShape shape) => _program.Hook.Context switch
    {
        HookContext.Record => context,
        HookContext.Function when shape is PointerShape => _builder.Function.Parameters[index],
        HookContext.Function => NarrowRegister(_builder.Function.Parameters[index], shape),
        // The verifier follows a pointer only when it is loaded as one.
        HookContext.ArgumentArray when shape is PointerShape => _builder.Load(IrType.Pointer, _builder.Offset(context, 8 * index), 8),
        HookContext.IteratorArguments when shape is PointerShape => _builder.Load(IrType.Pointer, _builder.Offset(context, 8 * (index + 1)), 8),
        HookContext.IteratorArguments => NarrowRegister(_builder.Load(IrType.I64, _builder.Offset(context, 8 * (index + 1)), 8), shape),
        HookContext.ArgumentArray => NarrowRegister(_builder.Load(IrType.I64, _builder.Offset(context, 8 * index), 8), shape),
        _ => NarrowRegister(AtEntry(LoadRegister(context, index)), shape),
    };

    private PointerOrigin OriginOfHookArgument(ITypeSymbol type)
    {
        if (type is not IPointerTypeSymbol pointer)
            return PointerOrigin.Unknown;
        bool isKernelType = DebugTypeMap.KernelName(pointer.PointedAtType) is not null;
        return _program.Hook.Context switch
        {
            // The context may be loaded from directly, by the layout the user declared or, for kernel types, by CO-RE.
            HookContext.Record or HookContext.Function => isKernelType ? PointerOrigin.Trusted : PointerOrigin.Own,
            HookContext.ArgumentArray or HookContext.IteratorArguments when _program.Hook.TrustsPointers && isKernelType => PointerOrigin.Trusted,
            // What user space passes is an address of its own.
            HookContext.SyscallRegisters => PointerOrigin.User,
            _ => PointerOrigin.Kernel,
        };
    }

    private PointerOrigin OriginOfRegisters() =>
        _program.Hook.Context == HookContext.SyscallRegisters ? PointerOrigin.Kernel : PointerOrigin.Own;
}
