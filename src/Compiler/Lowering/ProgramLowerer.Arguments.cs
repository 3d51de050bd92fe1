using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Lowering;

/// <summary>A hooked function's arguments: numbers and pointers in words or registers, structs in several, and what is on the caller's stack.</summary>
partial class ProgramLowerer
{
    private ArgumentLayout? _arguments;

    private ArgumentLayout Arguments => _arguments ??= new ArgumentLayout(_program.Hook.Context == HookContext.EntryRegisters ? Registers : null);

    private ArgumentPlace NextArgument(TypeShape shape) =>
        Arguments.Next(shape.Size, shape is StructShape, shape is StructShape { Layout: var layout } && IsPacked(layout));

    private bool IsPacked(StructLayout layout) => layout.Fields.Any(place => place.Offset % Math.Max(1, Shapes.Of(place.Field.Type).Align) != 0);

    /// <summary>Why a struct cannot be a parameter; null when it can.</summary>
    private string? StructProblem(TypeShape shape, ITypeSymbol type)
    {
        if (shape is SlotShape || !_program.Hook.GivesStructs || DebugTypeMap.KernelName(type) is "" || RegisterLayout.Named(KnownNames.ApiName(type)) is not null)
            return "structs are passed by pointer";
        // kernel/bpf/btf.c, btf_distill_func_proto.
        return _program.Hook.Context == HookContext.ArgumentArray && shape.Size > ArgumentLayout.LargestInRegisters
            ? $"it has {shape.Size} bytes, and the kernel hooks functions this way only if their structs have at most {ArgumentLayout.LargestInRegisters}; a [Kprobe] can read larger ones"
            : null;
    }

    /// <summary>Whether an argument is found by where the stack pointer is at a function's entry.</summary>
    private static bool IsOnStack(ArgumentPlace place) => place.Kind is ArgumentSource.Stack or ArgumentSource.AddressOnStack;

    /// <summary>A struct that was passed by value, copied to memory of the program's own; fields of a kernel type are found there by CO-RE.</summary>
    private Place LoadStructArgument(IrParameter context, ArgumentPlace argument, IParameterSymbol parameter, TypeShape shape)
    {
        int words = (shape.Size + 7) / 8;
        IrLocal copy = _builder.Local(parameter.Name, 8 * words, 8);
        switch (argument.Kind)
        {
            case ArgumentSource.Words or ArgumentSource.Registers:
                for (int word = 0; word < words; word++)
                {
                    ArgumentPlace part = argument with { Index = argument.Index + word };
                    _builder.Store(LoadArgumentWord(context, part), _builder.Offset(copy, 8 * word), 8);
                }
                break;
            case ArgumentSource.Stack:
                ProbeRead(BpfHelper.ProbeReadKernel, copy, 8 * words, StackAddress(context, argument));
                break;
            default:
                IrValue address = LoadArgumentWord(context, argument with { Kind = argument.Kind == ArgumentSource.Address ? ArgumentSource.Registers : ArgumentSource.Stack });
                ProbeRead(BpfHelper.ProbeReadKernel, copy, shape.Size, _builder.Convert(IrConversion.IntToPointer, address, IrType.Pointer));
                break;
        }
        return DebugTypeMap.KernelName(parameter.Type) is null
            ? new MemoryPlace(copy, parameter.Type, 8)
            : new KernelPlace(copy, null, [], parameter.Type, IsTrusted: true);
    }

    /// <summary>64 bits of what a function was called with.</summary>
    private IrValue LoadArgumentWord(IrParameter context, ArgumentPlace argument)
    {
        if (argument.Kind == ArgumentSource.Words)
            return _builder.Load(IrType.I64, _builder.Offset(context, 8 * argument.Index), 8);
        if (argument.Kind == ArgumentSource.Registers)
            return AtEntry(LoadRegister(context, argument.Index));
        IrLocal buffer = _builder.Local("argument", 8, 8);
        ProbeRead(BpfHelper.ProbeReadKernel, buffer, 8, StackAddress(context, argument));
        return AtEntry(_builder.Load(IrType.I64, buffer, 8));
    }

    /// <summary>Where nothing is to be read, a null pointer, at which the helper reads zeros.</summary>
    private IrValue StackAddress(IrParameter context, ArgumentPlace argument)
    {
        _context.Ties.NoteRead();
        IrValue pointer = _builder.Load(IrType.Pointer, _builder.Offset(context, Registers.StackPointer), 8);
        IrValue address = _builder.Offset(pointer, Registers.FirstOnStack + argument.Index);
        return _program.Hook.IsSession ? _builder.Select(IsSessionReturn, IrNullPointer.Instance, address) : address;
    }
}
