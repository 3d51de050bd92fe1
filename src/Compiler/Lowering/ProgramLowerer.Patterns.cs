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
        if (TypeOf(operation.Value) is not { } type || !CheckType(type, operation.Value))
        {
            ReportUnsupported(operation, "the type of what is switched over is not known");
            return;
        }
        Matched value = LowerMatched(operation.Value, type);
        IrBlock end = _frame.Label(operation.ExitLabel);
        NoteLabels(operation.ExitLabel);
        List<IrBlock> bodies = operation.Cases.Select(_ => new IrBlock("case")).ToList();
        IrBlock otherwise = end;
        foreach (ISwitchCaseOperation section in operation.Cases)
        {
            // 'goto case' and 'goto default' name their clause's label.
            int index = operation.Cases.IndexOf(section);
            foreach (ICaseClauseOperation clause in section.Clauses)
            {
                NoteLabels(clause.Label);
                if (clause is IDefaultCaseClauseOperation)
                    otherwise = bodies[index];
            }
        }

        for (int i = 0; i < operation.Cases.Length; i++)
        {
            foreach (ICaseClauseOperation clause in operation.Cases[i].Clauses)
                LowerClause(clause, value, bodies[i]);
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

    private void LowerClause(ICaseClauseOperation clause, Matched value, IrBlock body)
    {
        SourceSpan before = Locate(clause);
        switch (clause)
        {
            case IDefaultCaseClauseOperation:
                break;
            case ISingleValueCaseClauseOperation single:
                LowerSingleValue(single, value, body);
                break;
            case IPatternCaseClauseOperation pattern:
                IrBlock next = new IrBlock("next");
                MatchOr(pattern.Pattern, value, next);
                if (pattern.Guard is { } guard)
                    LowerCondition(guard, body, next);
                else
                    _builder.Branch(body);
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

    /// <summary>What a switch looks at: a number, or a copy in memory.</summary>
    private readonly record struct Matched(ITypeSymbol Type, IrValue? Value, MemoryPlace? Place);

    private Matched LowerMatched(IOperation value, ITypeSymbol type) =>
        Shapes.Of(type) is StructShape ? new Matched(type, null, LowerSubject(value, type)) : new Matched(type, LowerValue(value), null);

    /// <summary>Goes on where the pattern matches.</summary>
    private void MatchOr(IPatternOperation pattern, Matched matched, IrBlock next)
    {
        if (matched.Value is { } value && IsSimple(pattern, matched.Type))
        {
            GoOnIf(Match(pattern, value, matched.Type), next);
            return;
        }
        MemoryPlace place = matched.Place ?? NewTemporary(matched.Type, "matched");
        if (matched.Value is { } number)
            StorePlace(place, number, pattern);
        MatchPlace(pattern, place, next);
    }

    private void LowerSingleValue(ISingleValueCaseClauseOperation clause, Matched matched, IrBlock body)
    {
        if (matched.Value is { } value)
        {
            BranchIf(CompareEqual(value, LowerValue(clause.Value), clause), body);
            return;
        }
        if (matched.Place is not { } place || NullableValue(place.Type) is null)
        {
            ReportUnsupported(clause, "a constant of this type cannot be compared");
            return;
        }
        IOperation constant = clause.Value;
        while (constant is IConversionOperation { OperatorMethod: null } conversion && NullableValue(conversion.Type) is not null)
            constant = conversion.Operand;
        IrBlock next = new IrBlock("next");
        GoOnIf(IsNullLiteral(constant) ? _builder.Not(HasValue(place)) : HasValue(place), next);
        if (!IsNullLiteral(constant))
            GoOnIf(CompareEqual(LoadPlace(ValueOf(place), clause), LowerValue(constant), clause), next);
        _builder.Branch(body);
        _builder.Enter(next);
    }

    private IrValue LowerSwitchExpression(ISwitchExpressionOperation operation)
    {
        MemoryPlace result = NewTemporary(operation.Type!, "switch");
        LowerSwitchExpressionInto(operation, result);
        return LoadPlace(result, operation);
    }

    private void LowerSwitchExpressionInto(ISwitchExpressionOperation operation, MemoryPlace destination)
    {
        if (TypeOf(operation.Value) is not { } type || !CheckType(type, operation.Value))
        {
            if (operation.Value.Type is null)
                ReportUnsupported(operation, "the type of what is switched over is not known");
            return;
        }
        Matched value = LowerMatched(operation.Value, type);
        IrBlock end = new IrBlock("end");
        foreach (ISwitchExpressionArmOperation arm in operation.Arms)
        {
            SourceSpan before = Locate(arm);
            IrBlock body = new IrBlock("arm"), next = new IrBlock("next");
            MatchOr(arm.Pattern, value, next);
            if (arm.Guard is { } guard)
                LowerCondition(guard, body, next);
            else
                _builder.Branch(body);
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
            case ITypePatternOperation typePattern when IsOf(type, Resolve(typePattern.MatchedType)):
                return IrBuilder.Constant(IrType.I1, 1);
            case IDeclarationPatternOperation declaration when declaration.MatchedType is null || Is(Resolve(declaration.MatchedType), type):
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
