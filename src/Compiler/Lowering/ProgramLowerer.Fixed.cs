using BpfSharp.Compiler.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary><c>fixed</c>: nothing moves in a program, so it only takes an address.</summary>
partial class ProgramLowerer
{
    // Roslyn has no public operation for it: its children are the declaration and the body.
    private static bool IsFixed(IOperation operation) => operation is { Kind: OperationKind.None, Syntax: FixedStatementSyntax };

    private void LowerFixed(IOperation statement)
    {
        foreach (IOperation child in statement.ChildOperations)
        {
            if (child is IVariableDeclarationGroupOperation group)
            {
                foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(static declaration => declaration.Declarators))
                    LowerPinned(declarator);
            }
            else
            {
                LowerStatement(child);
            }
        }
    }

    private void LowerPinned(IVariableDeclaratorOperation declarator)
    {
        IOperation? value = declarator.Initializer?.Value;
        // What makes a pointer of a span, a text or a buffer has no public operation either.
        while (value is IConversionOperation { OperatorMethod: null, Type: IPointerTypeSymbol } or { Kind: OperationKind.None, Type: IPointerTypeSymbol or null } && value.ChildOperations.Count == 1)
            value = value.ChildOperations.First();
        if (value is null || !DeclareLocal(declarator.Symbol, declarator) || _frame.Find(declarator.Symbol) is not PlaceVariable { Place: MemoryPlace pointer })
            return;
        // A text that is pinned ends with a zero for C#.
        SpanValue? span = SpanElement(value.Type) is not null ? LowerSpan(value) : value.ConstantValue is { HasValue: true, Value: string text } ? CharSpan(text + "\0") : null;
        if (span is null && value.Type is not IPointerTypeSymbol)
        {
            ReportUnsupported(value, "only spans, texts, fixed buffers and addresses can be pinned");
            return;
        }
        _frame.Origins[declarator.Symbol] = span is null ? OriginOf(value) : PointerOrigin.Own;
        _builder.Store(span is null ? LowerValue(value) : FirstElement(span), pointer.Base, 8);
    }

    /// <summary>The address of a span's first element; null for an empty one, as its GetPinnableReference gives.</summary>
    private IrValue FirstElement(SpanValue span)
    {
        IrValue start = _builder.Offset(span.Base, span.Start);
        return span.Length is IrConstant { Value: > 0 } ? start
            : _builder.Select(_builder.Compare(IrComparison.Equal, span.Length, Number(0)), IrNullPointer.Instance, start);
    }
}
