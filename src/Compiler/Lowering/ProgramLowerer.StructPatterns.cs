using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Patterns that look into values: each test branches away where it fails and goes on where it does not.</summary>
partial class ProgramLowerer
{
    // What '{ X: … }' is about.
    private Place? _patternInput;

    /// <summary>Whether a pattern over a register value can be computed without branches.</summary>
    private bool IsSimple(IPatternOperation pattern, ITypeSymbol type) => Shapes.Of(type) is not StructShape && pattern switch
    {
        IDiscardPatternOperation or IConstantPatternOperation or IRelationalPatternOperation => true,
        INegatedPatternOperation negated => IsSimple(negated.Pattern, type),
        IBinaryPatternOperation binary => IsSimple(binary.LeftPattern, type) && IsSimple(binary.RightPattern, type),
        ITypePatternOperation test => IsOf(type, Resolve(test.MatchedType)),
        IDeclarationPatternOperation declaration => declaration.MatchedType is null || Is(Resolve(declaration.MatchedType), type),
        _ => false,
    };

    /// <summary>Goes on where <c>x is pattern</c> holds.</summary>
    private void LowerPatternTest(IIsPatternOperation operation, IrBlock whenFalse)
    {
        if (TypeOf(operation.Value) is not { } type || !CheckType(type, operation.Value))
        {
            if (operation.Value.Type is null)
                ReportUnsupported(operation, "its left side has no type");
            GoOnIf(IrBuilder.Constant(IrType.I1, 0), whenFalse);
            return;
        }
        if (IsSimple(operation.Pattern, type))
        {
            GoOnIf(Match(operation.Pattern, LowerValue(operation.Value), type), whenFalse);
            return;
        }
        MatchPlace(operation.Pattern, LowerSubject(operation.Value, type), whenFalse);
    }

    private MemoryPlace LowerSubject(IOperation value, ITypeSymbol type)
    {
        MemoryPlace subject = NewTemporary(type, "matched");
        LowerInto(value, subject);
        return subject;
    }

    private void GoOnIf(IrValue condition, IrBlock otherwise)
    {
        IrBlock next = new IrBlock("matches");
        _builder.Branch(condition.Type == IrType.I1 ? condition : IrBuilder.Constant(IrType.I1, 0), next, otherwise);
        _builder.Enter(next);
    }

    private void MatchPlace(IPatternOperation pattern, Place subject, IrBlock fail)
    {
        ITypeSymbol type = Resolve(subject.Type);
        switch (pattern)
        {
            case INegatedPatternOperation negated:
                IrBlock matches = new IrBlock("not");
                MatchPlace(negated.Pattern, subject, matches);
                _builder.Branch(fail);
                _builder.Enter(matches);
                break;
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both:
                MatchPlace(both.LeftPattern, subject, fail);
                MatchPlace(both.RightPattern, subject, fail);
                break;
            case IBinaryPatternOperation either:
                IrBlock second = new IrBlock("or"), end = new IrBlock("end");
                MatchPlace(either.LeftPattern, subject, second);
                _builder.Branch(end);
                _builder.Enter(second);
                MatchPlace(either.RightPattern, subject, fail);
                _builder.Branch(end);
                _builder.Enter(end);
                break;
            case IDiscardPatternOperation:
                break;
            case IConstantPatternOperation constant when IsNullLiteral(constant.Value) && subject is MemoryPlace nullable && NullableValue(type) is not null:
                GoOnIf(_builder.Not(HasValue(nullable)), fail);
                break;
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: string text } } constant when SpanElement(type) is { SpecialType: SpecialType.System_Char } element:
                GoOnIf(SequenceEqual(LoadSpan(subject, pattern), CharSpan(text), element, constant), fail);
                break;
            case IDeclarationPatternOperation { MatchedType: null } or IDeclarationPatternOperation when Is(Resolve(((IDeclarationPatternOperation)pattern).MatchedType ?? type), type):
                DeclareMatched(((IDeclarationPatternOperation)pattern).DeclaredSymbol, subject, pattern);
                break;
            case ITypePatternOperation test when NullableValue(type) is null && IsOf(type, Resolve(test.MatchedType)):
                break;
            case var _ when NullableValue(type) is not null && subject is MemoryPlace some:
                GoOnIf(HasValue(some), fail);
                MatchPlace(pattern, ValueOf(some), fail);
                break;
            case ITypePatternOperation or IDeclarationPatternOperation when type is { IsValueType: true }:
                GoOnIf(IrBuilder.Constant(IrType.I1, 0), fail); // of another value type: never
                if (pattern is IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol unmatched })
                    DeclareLocal(unmatched, pattern);
                break;
            case IRecursivePatternOperation recursive:
                MatchParts(recursive, subject, fail);
                break;
            case IListPatternOperation list when SpanElement(type) is { } element:
                MatchElements(list, LoadSpan(subject, list), element, fail);
                break;
            case var _ when Shapes.Of(type) is not StructShape:
                GoOnIf(Match(pattern, LoadPlace(subject, pattern), type), fail);
                break;
            default:
                ReportUnsupported(pattern, "this pattern is not supported over this type");
                break;
        }
    }

    private void DeclareMatched(ISymbol? symbol, Place subject, IOperation operation)
    {
        if (symbol is not ILocalSymbol local)
            return;
        if (DeclareLocal(local, operation) && _frame.Find(local) is PlaceVariable { Place: MemoryPlace variable })
            CopyInto(subject, variable, operation);
    }

    private void MatchParts(IRecursivePatternOperation pattern, Place subject, IrBlock fail)
    {
        if (pattern.MatchedType is { } matched && !IsOf(Resolve(subject.Type), Resolve(matched)))
        {
            GoOnIf(IrBuilder.Constant(IrType.I1, 0), fail);
            return;
        }
        if (!pattern.DeconstructionSubpatterns.IsEmpty && subject is MemoryPlace whole)
        {
            List<MemoryPlace> parts = DeconstructPlace(whole, pattern.DeconstructSymbol as IMethodSymbol, pattern.DeconstructionSubpatterns.Length, pattern);
            for (int i = 0; i < parts.Count; i++)
                MatchPlace(pattern.DeconstructionSubpatterns[i], parts[i], fail);
        }
        foreach (IPropertySubpatternOperation part in pattern.PropertySubpatterns)
        {
            Place? outer = _patternInput;
            _patternInput = subject;
            Place member = LowerPlace(part.Member);
            _patternInput = outer;
            MatchPlace(part.Pattern, member, fail);
        }
        DeclareMatched(pattern.DeclaredSymbol, subject, pattern);
    }

    private void MatchElements(IListPatternOperation pattern, SpanValue span, ITypeSymbol element, IrBlock fail)
    {
        int slice = -1;
        for (int i = 0; i < pattern.Patterns.Length; i++)
        {
            if (pattern.Patterns[i] is ISlicePatternOperation)
                slice = i;
        }
        int fixedCount = pattern.Patterns.Length - (slice < 0 ? 0 : 1);
        GoOnIf(_builder.Compare(slice < 0 ? IrComparison.Equal : IrComparison.UnsignedGreaterOrEqual, span.Length, Number(fixedCount)), fail);
        for (int i = 0; i < pattern.Patterns.Length; i++)
        {
            if (i == slice)
            {
                if (((ISlicePatternOperation)pattern.Patterns[i]).Pattern is not { } rest)
                    continue;
                MemoryPlace middle = NewTemporary(rest.InputType, "slice");
                StoreSpan(Slice(span, Number(i), Subtract(span.Length, Number(fixedCount)), element), middle);
                MatchPlace(rest, middle, fail);
                continue;
            }
            // Behind the slice, elements are counted from the end.
            IrValue index = slice >= 0 && i > slice ? Subtract(span.Length, Number(pattern.Patterns.Length - i)) : Number(i);
            MatchPlace(pattern.Patterns[i], ElementAt(span, index, element), fail);
        }
        DeclareMatchedSpan(pattern, span);
    }

    private void DeclareMatchedSpan(IListPatternOperation pattern, SpanValue span)
    {
        if (pattern.DeclaredSymbol is ILocalSymbol local && DeclareLocal(local, pattern) && _frame.Find(local) is PlaceVariable { Place: MemoryPlace variable })
            StoreSpan(span, variable);
    }

    /// <summary><c>x is T</c>, which types decide but for nullable values.</summary>
    private IrValue LowerIsType(IIsTypeOperation test)
    {
        if (TypeOf(test.ValueOperand) is not { IsValueType: true } type)
            return Unsupported(test, "only the types of values are known");
        // 'is int?' asks for an int as well: null is of no type.
        ITypeSymbol wanted = Resolve(test.TypeOperand) is var named && NullableValue(named) is { } inside ? inside : named;
        ITypeSymbol? plain = NullableValue(type);
        MemoryPlace value = LowerSubject(test.ValueOperand, type);
        IrValue answer = !IsOf(plain ?? type, wanted) ? IrBuilder.Constant(IrType.I1, 0)
            : plain is null ? IrBuilder.Constant(IrType.I1, 1)
            : HasValue(value);
        return test.IsNegated ? _builder.Not(answer) : answer;
    }

    /// <summary>Whether each value of a type is one of another: the same, <c>object</c>, <c>ValueType</c>, or an interface that it has.</summary>
    private bool IsOf(ITypeSymbol type, ITypeSymbol wanted) => _context.Compilation.ClassifyConversion(type, wanted) is { IsIdentity: true } or { IsBoxing: true };
}
