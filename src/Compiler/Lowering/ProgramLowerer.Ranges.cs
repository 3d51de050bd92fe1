using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>
/// <c>foreach</c> over <c>Bpf.Range</c>: the kernel counts (kernel/bpf/bpf_iter.c, bpf_iter_num_new and its neighbours). The iterator is on the
/// stack, and whatever leaves the loop, a trap too, ends it.
/// </summary>
partial class ProgramLowerer
{
    private static bool IsNumberRange(IOperation collection) =>
        collection is IInvocationOperation { TargetMethod: { Name: "Range", ContainingType: var type } } && KnownNames.IsApi(type, "Bpf");

    private void LowerForEachNumber(IForEachLoopOperation loop, IInvocationOperation range)
    {
        RequireKernel(new Version(6, 4), "'Bpf.Range' (an iterator that the kernel runs)", range, "raise BpfMinimumKernel, or use a 'for' loop, or Bpf.Loop from 5.17 on");
        IrValue[] bounds = new IrValue[2];
        foreach (IArgumentOperation argument in range.Arguments)
            bounds[argument.Parameter!.Ordinal] = LowerValue(argument.Value);
        IrValue start = bounds[0], end = bounds[1];
        IrValue count = _builder.Binary(IrBinaryOperator.Subtract, Extend(end, isSigned: true), Extend(start, isSigned: true));
        TrapUnless(_builder.Compare(IrComparison.UnsignedLessOrEqual, count, Number(MaxLoopCount)), TrapReasons.LoopTooLong);

        (IrKernelFunction create, IrKernelFunction next, IrKernelFunction destroy) = _context.NumberIterator;
        IrLocal iterator = _builder.Local("iterator", 8, 8);
        NoteLabels(loop.ExitLabel); // a 'break' leaves what is opened next
        _builder.KernelCall(create, [iterator, start, end]);
        IrBlock exit = _frame.Label(loop.ExitLabel);
        LowerProtected(
            () =>
            {
                NoteLabels(loop.ContinueLabel);
                IrBlock head = _frame.Label(loop.ContinueLabel), turn = new IrBlock("turn"), end = new IrBlock("counted");
                _builder.Branch(head);
                _builder.Enter(head);
                IrValue number = _builder.KernelCall(next, [iterator]);
                _builder.Branch(_builder.IsNotNull(number), turn, end);
                _builder.Enter(turn);
                SetLoopVariable(loop, new MemoryPlace(number, _context.Compilation.GetSpecialType(SpecialType.System_Int32), 4));
                LowerLoopBody(loop.Body);
                _builder.Branch(head);
                _builder.Enter(end);
            },
            () => _builder.KernelCall(destroy, [iterator]));
        _builder.Branch(exit);
        _builder.Enter(exit);
    }
}
