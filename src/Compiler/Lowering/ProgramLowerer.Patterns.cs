using System.Collections.Immutable;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Switches and patterns over values that fit a register.</summary>
partial class ProgramLowerer
{
    private void LowerSwitch(ISwitchOperation operation)
    {
        if (operation.Value.Type is { } switched && Shapes.Of(switched) is StructShape)
        {
            ReportUnsupported(operation, "patterns over structs are not supported yet");
            return;
        }
        IrValue value = LowerValue(operation.Value);
        ITypeSymbol type = operation.Value.Type!;
        IrBlock end = _frame.Label(operation.ExitLabel);
        List<IrBlock> bodies = operation.Cases.Select(_ => new IrBlock("case")).ToList();
        IrBlock otherwise = end;
        foreach (ISwitchCaseOperation section in operation.Cases)
        {
            // 'goto case' and 'goto default' name their clause's label.
            int index = operation.Cases.IndexOf(section);
            foreach (ICaseClauseOperation clause in section.Clauses)
            {
                if (clause is IDefaultCaseClauseOperation)
                    otherwise = bodies[index];
            }
        }

        for (int i = 0; i < operation.Cases.Length; i++)
        {
            foreach (ICaseClauseOperation clause in operation.Cases[i].Clauses)
                LowerClause(clause, value, type, bodies[i]);
        }
        _builder.Branch(otherwise);

        for (int i = 0; i < operation.Cases.Length; i++)
        {
            foreach (ICaseClauseOperation clause in operation.Cases[i].Clauses)
            {
                if (clause.Label is { } label)
                {
                    IrBlock target = _frame.Label(label);
                    _builder.Enter(target);
                    _builder.Branch(bodies[i]);
                }
            }
            _builder.Enter(bodies[i]);
            LowerAll(operation.Cases[i].Body);
            _builder.Branch(end);
        }
        _builder.Enter(end);
    }

    private void LowerClause(ICaseClauseOperation clause, IrValue value, ITypeSymbol type, IrBlock body)
    {
        SourceSpan before = Locate(clause);
        switch (clause)
        {
            case IDefaultCaseClauseOperation:
                break;
            case ISingleValueCaseClauseOperation single:
                BranchIf(CompareEqual(value, LowerValue(single.Value), single), body);
                break;
            case IPatternCaseClauseOperation pattern:
                IrValue matches = Match(pattern.Pattern, value, type);
                if (pattern.Guard is null)
                {
                    BranchIf(matches, body);
                    break;
                }
                IrBlock guard = new IrBlock("when"), next = new IrBlock("next");
                _builder.Branch(matches, guard, next);
                _builder.Enter(guard);
                LowerCondition(pattern.Guard, body, next);
                _builder.Enter(next);
                break;
            default:
                ReportUnsupported(clause, "this kind of case is not supported");
                break;
        }
        _builder.Span = before;
    }

    private void BranchIf(IrValue condition, IrBlock target)
    {
        IrBlock next = new IrBlock("next");
        _builder.Branch(condition, target, next);
        _builder.Enter(next);
    }

    private IrValue CompareEqual(IrValue left, IrValue right, IOperation operation) =>
        SameType(left, right) ? _builder.Compare(IrComparison.Equal, left, right) : Unsupported(operation, "the types differ");

    private IrValue LowerIsPattern(IIsPatternOperation operation)
    {
        if (operation.Value.Type is not { } type || Shapes.Of(type) is StructShape)
            return Unsupported(operation, "patterns over structs are not supported yet");
        return Match(operation.Pattern, LowerValue(operation.Value), type);
    }

    private IrValue LowerSwitchExpression(ISwitchExpressionOperation operation)
    {
        MemoryPlace result = NewTemporary(operation.Type!, "switch");
        LowerSwitchExpressionInto(operation, result);
        return LoadPlace(result, operation);
    }

    private void LowerSwitchExpressionInto(ISwitchExpressionOperation operation, MemoryPlace destination)
    {
        if (operation.Value.Type is not { } type || Shapes.Of(type) is StructShape)
        {
            ReportUnsupported(operation, "patterns over structs are not supported yet");
            return;
        }
        IrValue value = LowerValue(operation.Value);
        IrBlock end = new IrBlock("end");
        foreach (ISwitchExpressionArmOperation arm in operation.Arms)
        {
            SourceSpan before = Locate(arm);
            IrBlock body = new IrBlock("arm"), next = new IrBlock("next");
            IrValue matches = Match(arm.Pattern, value, type);
            if (arm.Guard is { } guard)
            {
                IrBlock test = new IrBlock("when");
                _builder.Branch(matches, test, next);
                _builder.Enter(test);
                LowerCondition(guard, body, next);
            }
            else
            {
                _builder.Branch(matches, body, next);
            }
            _builder.Enter(body);
            LowerInto(arm.Value, destination);
            _builder.Branch(end);
            _builder.Enter(next);
            _builder.Span = before;
        }
        EmitTrap(TrapReasons.NoSwitchArm);
        _builder.Enter(end);
    }

    /// <summary>Whether a value matches; declared variables are set on the way.</summary>
    private IrValue Match(IPatternOperation pattern, IrValue value, ITypeSymbol type)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return IrBuilder.Constant(IrType.I1, 1);
            case IConstantPatternOperation constant:
                return CompareEqual(value, LowerValue(constant.Value), constant);
            case IRelationalPatternOperation relational when ComparisonOf(relational.OperatorKind, !IsSigned(type)) is { } comparison:
                IrValue bound = LowerValue(relational.Value);
                return SameType(value, bound) ? _builder.Compare(comparison, value, bound) : Unsupported(relational, "the types differ");
            case INegatedPatternOperation negated:
                return _builder.Not(Match(negated.Pattern, value, type));
            case IBinaryPatternOperation binary:
                // The operands have no effects but the variables they declare, so both can be evaluated.
                IrValue left = Match(binary.LeftPattern, value, type), right = Match(binary.RightPattern, value, type);
                return _builder.Binary(binary.OperatorKind == BinaryOperatorKind.And ? IrBinaryOperator.And : IrBinaryOperator.Or, left, right);
            case ITypePatternOperation typePattern when Is(typePattern.MatchedType, type):
                return IrBuilder.Constant(IrType.I1, 1);
            case IDeclarationPatternOperation declaration when declaration.MatchedType is null || Is(declaration.MatchedType, type):
                if (declaration.DeclaredSymbol is ILocalSymbol local)
                {
                    DeclareLocal(local, declaration);
                    if (_frame.Find(local) is PlaceVariable variable)
                        StorePlace(variable.Place, value, declaration);
                }
                return IrBuilder.Constant(IrType.I1, 1);
            default:
                ReportUnsupported(pattern, "this pattern is not supported yet");
                return IrBuilder.Constant(IrType.I1, 0);
        }
    }
}
