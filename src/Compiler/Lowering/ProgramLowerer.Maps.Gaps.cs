using System.Collections.Immutable;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Values that the kernel compares byte by byte: the gaps between their fields count.</summary>
partial class ProgramLowerer
{
    /// <summary>
    /// Evaluates a value so that its gaps are zero. One that is made here has clean gaps from the start; one that is copied brings along
    /// what its gaps held, which user space or the kernel may have written.
    /// </summary>
    private void LowerCompared(IOperation value, MemoryPlace destination)
    {
        if (Shapes.Of(destination.Type) is not StructShape shape)
        {
            LowerInto(value, destination);
            return;
        }
        Clear(destination);
        LowerInto(value, destination);
        if (IsMadeOfFields(value) && shape.Layout.Fields.All(place => StructPadding.Of(place.Field.Type, Shapes).IsEmpty))
            return;
        ImmutableArray<int> gaps = StructPadding.Of(destination.Type, Shapes);
        for (int i = 0; i < gaps.Length; i += 2)
            _builder.Clear(_builder.Offset(destination.Base, gaps[i]), gaps[i + 1], 1);
    }

    /// <summary>Whether a value is nothing but its fields, stored one by one into cleared memory.</summary>
    private bool IsMadeOfFields(IOperation value) => value switch
    {
        IConversionOperation { OperatorMethod: null } conversion => IsMadeOfFields(conversion.Operand),
        IObjectCreationOperation { Constructor: { } constructor } => constructor.IsImplicitlyDeclared || IsPrimaryConstructor(constructor),
        IDefaultValueOperation or ITupleOperation => true,
        // A variable that is such a value for life, whatever becomes of its fields.
        ILocalReferenceOperation { Local: { RefKind: RefKind.None } local } => InitializerOf(local) is { } initializer && !HoldsTuple(initializer) && IsMadeOfFields(initializer) && IsNeverChanged(local),
        _ => false,
    };

    /// <summary>A tuple's elements are stored as they are: its gaps are clean only in memory that was cleared for it.</summary>
    private static bool HoldsTuple(IOperation value) => value.DescendantsAndSelf().Any(static part => part is ITupleOperation);

    private IOperation? InitializerOf(ILocalSymbol local) => _frame.OwnerOf(local).Body.Descendants()
        .OfType<IVariableDeclaratorOperation>().FirstOrDefault(declarator => Is(declarator.Symbol, local))?.Initializer?.Value;
}
