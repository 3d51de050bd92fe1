using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Tuples and deconstruction.</summary>
partial class ProgramLowerer
{
    private void LowerTuple(ITupleOperation tuple, MemoryPlace destination)
    {
        if (Shapes.Of(destination.Type) is not StructShape { Layout: { Type.IsTupleType: true } layout } || layout.Fields.Length != tuple.Elements.Length)
        {
            ReportUnsupported(tuple, "its elements do not fit the variable");
            return;
        }
        for (int i = 0; i < tuple.Elements.Length; i++)
        {
            MemoryPlace element = (MemoryPlace)FieldOf(destination, layout.Fields[i].Field, tuple);
            // A literal takes its target's types, which Roslyn may leave to us.
            if (TypeOf(tuple.Elements[i]) is { } type && !Is(type, Resolve(element.Type)))
                ConvertPlace(LowerPlace(tuple.Elements[i]), element, isChecked: false, tuple.Elements[i]);
            else
                LowerInto(tuple.Elements[i], element);
        }
    }

    /// <summary><c>(a, b) == (c, d)</c>: all operands are evaluated, then compared from the left.</summary>
    private IrValue LowerTupleComparison(ITupleBinaryOperation operation)
    {
        if (TypeOf(operation.LeftOperand) is not { IsTupleType: true } leftType || TypeOf(operation.RightOperand) is not { IsTupleType: true } rightType)
            return Unsupported(operation, "its operands have no types of their own");
        MemoryPlace left = NewTemporary(leftType, "left"), right = NewTemporary(rightType, "right");
        LowerInto(operation.LeftOperand, left);
        LowerInto(operation.RightOperand, right);
        IrValue equal = Equal(left, right, operation);
        return operation.OperatorKind == BinaryOperatorKind.Equals ? equal : _builder.Not(equal);
    }

    private void LowerDeconstruction(IDeconstructionAssignmentOperation operation)
    {
        List<IOperation> targets = [];
        CollectTargets(operation.Target, targets);
        // C# finds the targets first, then computes all values, then assigns them.
        List<Place?> places = [.. targets.Select(target => target is IDiscardOperation ? null : LowerTarget(target))];
        DeconstructionInfo info = operation.Syntax is AssignmentExpressionSyntax assignment
            ? _context.ModelOf(assignment.SyntaxTree).GetDeconstructionInfo(assignment)
            : default;
        List<MemoryPlace> parts = [];
        List<Action> deconstructions = [];
        CollectParts(operation.Target, operation.Value, info, parts, deconstructions, operation);
        // Only when all values have been computed are they taken apart.
        deconstructions.ForEach(static deconstruct => deconstruct());
        for (int i = 0; i < parts.Count && i < places.Count; i++)
        {
            if (places[i] is not { } place)
                continue;
            MemoryPlace converted = parts[i];
            if (!Is(Resolve(place.Type), Resolve(converted.Type)))
            {
                converted = NewTemporary(place.Type, "converted");
                ConvertPlace(parts[i], converted, isChecked: false, operation);
            }
            StoreWhole(place, converted, targets[i]);
        }
    }

    private MemoryPlace LowerPart(IOperation element, IOperation target)
    {
        // A literal without a type of its own (null, default) takes the target's.
        MemoryPlace part = NewTemporary(TypeOf(element) ?? TypeOf(target)!, "part");
        LowerInto(element, part);
        return part;
    }

    /// <summary>The tuple of targets that an expression is; null for a target.</summary>
    private static ITupleOperation? NestedTargets(IOperation target) => target switch
    {
        ITupleOperation tuple => tuple,
        IDeclarationExpressionOperation { Expression: ITupleOperation declared } => declared,
        _ => null,
    };

    private static void CollectTargets(IOperation target, List<IOperation> targets)
    {
        if (NestedTargets(target) is not { } tuple)
        {
            targets.Add(target);
            return;
        }
        foreach (IOperation element in tuple.Elements)
            CollectTargets(element, targets);
    }

    /// <summary>Computes what is assigned to each target, in their order.</summary>
    private void CollectParts(IOperation target, IOperation value, DeconstructionInfo info, List<MemoryPlace> parts, List<Action> deconstructions, IOperation operation)
    {
        if (NestedTargets(target) is not { } targets)
        {
            MemoryPlace part = LowerPart(value, target);
            deconstructions.Add(() => parts.Add(part));
            return;
        }
        // The elements of a literal carry the conversions themselves; of any other value the conversion counts.
        if (value is IConversionOperation { OperatorMethod: null, Operand: ITupleOperation literal })
            value = literal;
        if (value is ITupleOperation tuple && tuple.Elements.Length == targets.Elements.Length)
        {
            for (int i = 0; i < tuple.Elements.Length; i++)
                CollectParts(targets.Elements[i], tuple.Elements[i], NestedInfo(info, i), parts, deconstructions, operation);
            return;
        }
        if (TypeOf(value) is not { } type || !CheckType(type, value))
            return;
        MemoryPlace whole = NewTemporary(type, "deconstructed");
        LowerInto(value, whole);
        deconstructions.Add(() => CollectParts(targets, whole, info, parts, operation));
    }

    private void CollectParts(ITupleOperation targets, MemoryPlace whole, DeconstructionInfo info, List<MemoryPlace> parts, IOperation operation)
    {
        List<MemoryPlace> found = DeconstructPlace(whole, info.Method, targets.Elements.Length, operation);
        for (int i = 0; i < found.Count; i++)
        {
            if (NestedTargets(targets.Elements[i]) is { } nested)
                CollectParts(nested, found[i], NestedInfo(info, i), parts, operation);
            else
                parts.Add(found[i]);
        }
    }

    private static DeconstructionInfo NestedInfo(DeconstructionInfo info, int index) => info.Nested is { IsDefault: false } nested && index < nested.Length ? nested[index] : default;

    private List<MemoryPlace> DeconstructPlace(MemoryPlace whole, IMethodSymbol? method, int count, IOperation operation)
    {
        if (Shapes.Of(whole.Type) is StructShape { Layout: { Type.IsTupleType: true } layout } && layout.Fields.Length == count)
            return [.. layout.Fields.Select(field => (MemoryPlace)FieldOf(whole, field.Field, operation))];
        if (method is null || ResolveMethod(method, receiver: null, operation) is not { } resolved)
        {
            ReportUnsupported(operation, $"'{whole.Type.ToDisplayString()}' has no Deconstruct method for {count} parts");
            return [];
        }
        IMethodSymbol callee = resolved.ReducedFrom is { } reduced && resolved.IsGenericMethod ? reduced.Construct([.. resolved.TypeArguments]) : resolved.ReducedFrom ?? resolved;
        bool isExtension = callee.IsStatic;
        List<MemoryPlace> parts = [.. callee.Parameters.Skip(isExtension ? 1 : 0).Select(parameter => NewTemporary(parameter.Type, parameter.Name))];
        if (IsRecordMember(callee))
        {
            foreach ((IParameterSymbol parameter, MemoryPlace part) in callee.Parameters.Zip(parts, (parameter, part) => (parameter, part)))
                CopyInto(PositionalMember(whole, parameter.Name, operation), part, operation);
            return parts;
        }
        CallPrepared(callee, isExtension ? null : whole, [.. isExtension ? [whole] : Array.Empty<MemoryPlace>(), .. parts], result: null, operation);
        return parts;
    }
}
