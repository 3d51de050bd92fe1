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
        if (!CollectTargets(operation.Target, targets))
        {
            ReportUnsupported(operation.Target, "nested deconstruction is not supported; use a statement for each");
            return;
        }
        // C# finds the targets first, then computes all values, then assigns them.
        List<Place?> places = [.. targets.Select(target => target is IDiscardOperation ? null : LowerTarget(target))];
        IOperation value = operation.Value;
        while (value is IConversionOperation { OperatorMethod: null } conversion)
            value = conversion.Operand;
        List<MemoryPlace> parts = value is ITupleOperation tuple && tuple.Elements.Length == targets.Count
            ? [.. tuple.Elements.Select((element, i) => LowerPart(element, targets[i]))]
            : Deconstruct(value, targets.Count, operation);
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

    private static bool CollectTargets(IOperation target, List<IOperation> targets)
    {
        switch (target)
        {
            case IDeclarationExpressionOperation { Expression: ITupleOperation declared }:
                return CollectTargets(declared, targets);
            case ITupleOperation tuple:
                foreach (IOperation element in tuple.Elements)
                {
                    IOperation inner = element is IDeclarationExpressionOperation { Expression: ITupleOperation nested } ? nested : element;
                    if (inner is ITupleOperation)
                        return false;
                    targets.Add(inner);
                }
                return true;
            default:
                return false;
        }
    }

    /// <summary>The parts of a tuple, or what a type's <c>Deconstruct</c> gives.</summary>
    private List<MemoryPlace> Deconstruct(IOperation value, int count, IOperation operation)
    {
        if (TypeOf(value) is not { } type || !CheckType(type, value))
            return [];
        MemoryPlace whole = NewTemporary(type, "deconstructed");
        LowerInto(value, whole);
        SemanticModel model = _context.Compilation.GetSemanticModel(operation.Syntax.SyntaxTree);
        IMethodSymbol? method = operation.Syntax switch
        {
            AssignmentExpressionSyntax assignment => model.GetDeconstructionInfo(assignment).Method,
            ForEachVariableStatementSyntax loop => model.GetDeconstructionInfo(loop).Method,
            _ => null,
        };
        return DeconstructPlace(whole, method, count, operation);
    }

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
