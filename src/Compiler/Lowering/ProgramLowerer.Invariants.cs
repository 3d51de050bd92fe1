using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>What LLVM must not know of an index.</summary>
partial class ProgramLowerer
{
    /// <summary>
    /// Hides an index that a loop does not change: LLVM computes it, and addresses made of it, before the loop, away from the check in
    /// it, which then tells the verifier nothing. Hides a small one too: LLVM would turn an addition within the stack's alignment into
    /// an 'or', which the verifier does not allow for pointers. All others stay as they are, and checks that LLVM can prove fall away.
    /// </summary>
    private IrValue HideIndex(IrValue position, IOperation index, int size) =>
        position is not IrConstant && ((size < 8 && IsSmall(index)) || MayBeInvariant(index)) ? _builder.Opaque(position) : position;

    private bool IsSmall(IOperation index) =>
        (Bare(index) is ILocalReferenceOperation { Local: var local } && DeclaredValueOf(local) is { } value ? value : Bare(index))
            is IBinaryOperation { OperatorKind: BinaryOperatorKind.And or BinaryOperatorKind.Remainder or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift };

    /// <summary>A value without the conversions that C# itself knows.</summary>
    private static IOperation Bare(IOperation value)
    {
        while (value is IConversionOperation { OperatorMethod: null } conversion)
            value = conversion.Operand;
        return value;
    }

    /// <summary>Whether a value may be the same in all turns of the loop around it, also when that loop is in a caller.</summary>
    private bool MayBeInvariant(IOperation value)
    {
        IOperation? loop = value;
        while (loop is not (null or ILoopOperation))
            loop = loop.Parent;
        if (loop is null && _loopDepth == 0)
            return false;
        return !Parts(value).Any(part => part switch
        {
            ILocalReferenceOperation local => IsChanged(local.Local),
            IParameterReferenceOperation parameter => IsChanged(parameter.Parameter),
            IInvocationOperation call => KnownNames.FullName(call.TargetMethod.ContainingType) == "BpfSharp.Bpf",
            _ => false,
        });

        bool IsChanged(ISymbol variable) => loop is null ? _frame.Varying.Contains(variable) : loop.DescendantsAndSelf().Any(operation => AssignsVariable(operation, variable));
    }

    /// <summary>What a value is made of; in place of a variable that keeps its first value, what that is made of.</summary>
    private IEnumerable<IOperation> Parts(IOperation value, int depth = 0)
    {
        foreach (IOperation part in value.DescendantsAndSelf())
        {
            if (depth < 8 && part is ILocalReferenceOperation { Local: { IsConst: false, RefKind: RefKind.None } local } && FirstValueOf(local) is { } first)
            {
                foreach (IOperation inner in Parts(first, depth + 1))
                    yield return inner;
            }
            else
            {
                yield return part;
            }
        }
    }

    private IOperation? FirstValueOf(ILocalSymbol local) => IsNeverChanged(local) ? DeclaredValueOf(local) : null;

    private IOperation? DeclaredValueOf(ILocalSymbol local) =>
        local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_context.Cancellation) is { } syntax
            ? (_context.ModelOf(syntax.SyntaxTree).GetOperation(syntax, _context.Cancellation) as IVariableDeclaratorOperation)?.Initializer?.Value
            : null;
}
