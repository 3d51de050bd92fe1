using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Lowering;

/// <summary>
/// Iterators: a program that runs for each of the kernel's objects of a kind. Its <c>out</c> parameter is a record, which
/// goes to the reader when the program returns true.
/// </summary>
partial class ProgramLowerer
{
    private MemoryPlace? _record;

    private bool IsIterator => _program.Hook.Context == HookContext.IteratorArguments;

    /// <summary>The record's memory; zeroed, because what lies between its fields goes to the reader too.</summary>
    private void DeclareRecord(IParameterSymbol parameter)
    {
        MemoryPlace record = NewTemporary(parameter.Type, parameter.Name);
        _builder.Clear(record.Base, Shapes.Of(parameter.Type).Size, record.Align);
        _frame.Declare(parameter, new PlaceVariable(record));
        _record = record;
    }

    /// <summary>Behind the last object the kernel calls once more, with null for it: nothing that a sequence has.</summary>
    private void SkipEnd(IrValue pointer)
    {
        IrBlock next = new IrBlock("element"), end = new IrBlock("end");
        _builder.Branch(_builder.IsNotNull(pointer), next, end, isFalseUnlikely: true);
        _builder.EnterCold(end);
        _builder.Return(IrBuilder.Constant(IrType.I32, 0));
        _builder.Enter(next);
    }

    /// <summary>Writes the record if the program said so. A reader's buffer that is full makes the kernel run the program again.</summary>
    private void FinishElement(IrParameter context, IrValue isRecord)
    {
        if (_record is not { } record)
            return;
        IrBlock write = new IrBlock("write"), done = new IrBlock("done");
        _builder.Branch(isRecord, write, done);
        _builder.Enter(write);
        // struct bpf_iter__NAME begins with a pointer to struct bpf_iter_meta, which has that to struct seq_file.
        IrValue meta = _builder.Load(IrType.Pointer, context, 8);
        DebugRecord type = _context.DebugTypes.IteratorMeta;
        IrValue file = _builder.Load(IrType.Pointer, _builder.CoreAccess(meta, type, [CoreStep.Member(0)]), 8);
        _builder.Helper(BpfHelper.SeqWrite, IrType.I64, file, record.Base, IrBuilder.Constant(IrType.I64, Shapes.Of(record.Type).Size));
        _builder.Branch(done);
        _builder.Enter(done);
    }

    private static bool IsOutput(IParameterSymbol parameter, HookKind hook) =>
        hook.Context == HookContext.IteratorArguments && parameter.RefKind == RefKind.Out;

    private string? OutputProblem(IParameterSymbol parameter, TypeShape shape) => shape switch
    {
        UnsupportedShape { Kind: UnsupportedReason.Broken } => "",
        UnsupportedShape bad => bad.Reason,
        SlotShape or PointerShape => "a record is a struct or a number",
        _ when parameter.Ordinal != _program.Method.Parameters.Length - 1 => "the record comes last, behind the iterator's arguments",
        _ when shape.Size > 512 => $"it has {shape.Size} bytes, and a program's stack has 512",
        _ => null,
    };
}
