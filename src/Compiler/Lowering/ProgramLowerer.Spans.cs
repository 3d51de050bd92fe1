using System.Collections.Immutable;
using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Spans: what they are made over, and where their elements are.</summary>
partial class ProgramLowerer
{
    private static IrConstant Number(long value) => IrBuilder.Constant(IrType.I64, value);

    /// <summary>The element type of a span type; null for any other type.</summary>
    private ITypeSymbol? SpanElement(ITypeSymbol? type) =>
        type is not null && TypeShapes.IsSpan(Resolve(type)) ? ((INamedTypeSymbol)Resolve(type)).TypeArguments[0] : null;

    /// <summary>A span's parts, wherever the expression leaves them.</summary>
    private SpanValue LowerSpan(IOperation operation)
    {
        SourceSpan before = Locate(operation);
        SpanValue value = TryLowerSpan(operation) ?? LoadSpan(LowerPlace(operation), operation);
        _builder.Span = before;
        return value;
    }

    private SpanValue LoadSpan(Place place, IOperation operation)
    {
        if (SpanElement(place.Type) is not { } element || place is not MemoryPlace memory)
        {
            if (CheckType(place.Type, operation))
                ReportUnsupported(operation, "it is not a span");
            return EmptySpan;
        }
        IrValue start = CheckedAddress(memory);
        IrValue Part(int offset) => _builder.Load(IrType.I64, _builder.Offset(start, offset), 8, memory.IsVolatile);
        return new SpanValue(_builder.Load(IrType.Pointer, start, 8, memory.IsVolatile), Part(8), Part(16), Part(24), Math.Max(Shapes.Of(element).Align, 1));
    }

    /// <summary>
    /// Stores a span's parts. Where different spans may reach one variable, the verifier has to see each of them whole: LLVM
    /// would choose base and capacity one after the other, and the verifier then also follows the paths that mix them.
    /// </summary>
    private void StoreSpan(SpanValue value, MemoryPlace destination)
    {
        IrValue start = CheckedAddress(destination);
        _builder.Store(value.Base, start, 8, destination.IsVolatile);
        _builder.Store(value.Start, _builder.Offset(start, 8), 8, destination.IsVolatile);
        _builder.Store(value.Length, _builder.Offset(start, 16), 8, destination.IsVolatile);
        _builder.Store(value.Capacity, _builder.Offset(start, 24), 8, destination.IsVolatile);
        if (destination.IsVolatile)
            _builder.Fence();
    }

    private static SpanValue EmptySpan => new(IrNullPointer.Instance, Number(0), Number(0), Number(0), 8);

    /// <summary>All of some memory.</summary>
    private SpanValue SpanOver(MemoryPlace memory, ITypeSymbol element, long length) =>
        new(CheckedAddress(memory), Number(0), Number(length), Number(length * Shapes.Of(element).Size), memory.Align);

    /// <summary>The parts of a span that an expression makes; null where it has to be read from a variable or a call's result.</summary>
    private SpanValue? TryLowerSpan(IOperation operation)
    {
        if (TypeOf(operation) is { } spanType && SpanElement(spanType) is null && spanType is not IArrayTypeSymbol)
            return null;
        switch (operation)
        {
            case ILocalReferenceOperation local:
                return FindKnownSpan(local.Local);
            case IParameterReferenceOperation parameter:
                return FindKnownSpan(parameter.Parameter);
            case IDefaultValueOperation:
                return EmptySpan;
            case { ConstantValue: { HasValue: true, Value: null } } when SpanElement(operation.Type) is not null:
                return EmptySpan;
            case IConversionOperation conversion:
                return ConvertToSpan(conversion);
            case IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true, Type: IArrayTypeSymbol } } field:
                return StaticArray(field);
            case IUtf8StringOperation text:
                return TextSpan(text);
            case ICollectionExpressionOperation collection when SpanElement(collection.Type) is { } element:
                return LowerElements(collection, element);
            case IInvocationOperation call:
                return TryLowerSpanCall(call);
            case IObjectCreationOperation creation when SpanElement(creation.Type) is { } element:
                return LowerSpanCreation(creation, element);
            case IPropertyReferenceOperation { Property: { IsStatic: true, Name: "Empty" } empty } when TypeShapes.IsSpan(Resolve(empty.ContainingType)):
                return EmptySpan;
            case IImplicitIndexerReferenceOperation { Argument: IRangeOperation range } indexer when SpanElement(indexer.Instance.Type) is { } element:
                return SliceByRange(LowerSpan(indexer.Instance), range, element);
            case IImplicitIndexerReferenceOperation indexer when KnownNames.FullName(indexer.Argument.Type) == RangeType && SpanElement(indexer.Instance.Type) is { } element:
                return SliceByValue(LowerSpan(indexer.Instance), indexer.Argument, element);
            case IInlineArrayAccessOperation { Argument: IRangeOperation range } access when InlineSpan(access.Instance) is { } whole:
                return SliceByRange(whole, range, SpanElement(access.Type)!);
            case IInlineArrayAccessOperation access when KnownNames.FullName(access.Argument.Type) == RangeType && InlineSpan(access.Instance) is { } whole:
                return SliceByValue(whole, access.Argument, SpanElement(access.Type)!);
            case { Kind: OperationKind.None } when LowerStackAllocation(operation) is { } allocated:
                return allocated;
            default:
                return null;
        }
    }

    private SpanValue? FindKnownSpan(ISymbol symbol) =>
        _frame.OwnerOf(symbol).Spans.TryGetValue(symbol, out SpanValue? known) ? known : null;

    /// <summary>Gives a variable its first value. What is known of a span that never changes is kept for its uses.</summary>
    private void DeclareValue(Frame owner, ISymbol symbol, IOperation value, MemoryPlace place)
    {
        if (SpanElement(place.Type) is not null && CheckType(value.Type ?? place.Type, value) && TryLowerSpan(value) is { } span)
        {
            bool isFinal = IsNeverChangedIn(owner.Body, symbol);
            if (isFinal)
                place = place with { IsVolatile = false };
            StoreSpan(span, place);
            if (isFinal && span.HasKnownBounds)
                owner.Spans[symbol] = span;
        }
        else
        {
            LowerInto(value, place);
        }
        owner.Declare(symbol, new PlaceVariable(place));
    }

    private SpanValue? ConvertToSpan(IConversionOperation conversion)
    {
        IOperation operand = conversion.Operand;
        if (SpanElement(operand.Type) is not null)
            return LowerSpan(operand);
        if (operand.ConstantValue is { HasValue: true, Value: string text })
            return CharSpan(text);
        if (operand.ConstantValue is { HasValue: true, Value: null })
            return EmptySpan;
        if (operand is IFieldReferenceOperation && operand.Type is IArrayTypeSymbol)
            return TryLowerSpan(operand);
        if (InlineSpan(operand) is { } whole)
            return whole;
        return operand.Type is null || operand.Kind == OperationKind.None ? TryLowerSpan(operand) : null;
    }

    /// <summary>An <c>[InlineArray]</c> struct, where it is.</summary>
    private SpanValue? InlineSpan(IOperation operand)
    {
        if (TypeOf(operand) is not { } type || Shapes.Of(type) is not StructShape { Layout: { InlineLength: > 0 } layout })
            return null;
        Place place = LowerPlace(operand);
        if (place is not MemoryPlace memory)
        {
            MemoryPlace copy = NewTemporary(type, "array");
            CopyInto(place, copy, operand);
            memory = copy;
        }
        return SpanOver(memory, layout.Fields[0].Field.Type, layout.InlineLength);
    }

    /// <summary>An element; traps outside the bounds.</summary>
    private MemoryPlace SpanElementPlace(SpanValue span, IrValue index, ITypeSymbol element)
    {
        bool isKnown = span.Length is IrConstant length && index is IrConstant position && position.Value >= 0 && position.Value < length.Value;
        TrapUnless(isKnown, () => _builder.Compare(IrComparison.UnsignedLess, index, span.Length), TrapReasons.IndexOutOfRange);
        return ElementAt(span, index, element);
    }

    /// <summary>An element that is known to be within the span's length.</summary>
    private MemoryPlace ElementAt(SpanValue span, IrValue index, ITypeSymbol element)
    {
        int size = Shapes.Of(element).Size;
        IrValue offset = Add(span.Start, Scale(index, Number(size)));
        if (!span.HasKnownBounds)
            offset = Guard(offset, span, Number(size));
        return new MemoryPlace(_builder.Element(span.Base, offset, (span.Capacity as IrConstant)?.Value, size), element, AlignAt(Math.Min(span.Align, 8), size));
    }

    private IrValue Add(IrValue a, IrValue b) => (a, b) switch
    {
        (IrConstant { Value: 0 }, _) => b,
        (_, IrConstant { Value: 0 }) => a,
        (IrConstant x, IrConstant y) => Number(x.Value + y.Value),
        _ => _builder.Binary(IrBinaryOperator.Add, a, b),
    };

    private IrValue Subtract(IrValue a, IrValue b) => (a, b) switch
    {
        (_, IrConstant { Value: 0 }) => a,
        (IrConstant x, IrConstant y) => Number(x.Value - y.Value),
        _ => _builder.Binary(IrBinaryOperator.Subtract, a, b),
    };

    /// <summary>
    /// An offset that the verifier sees to be within the memory, with so many bytes behind it. C# knows that it is, and LLVM
    /// would drop the comparison if it knew too.
    /// </summary>
    private IrValue Guard(IrValue offset, SpanValue span, IrValue bytes)
    {
        IrValue opaque = _builder.Opaque(offset);
        TrapUnless(_builder.Compare(IrComparison.SignedLessOrEqual, opaque, Subtract(span.Capacity, bytes)), TrapReasons.IndexOutOfRange);
        TrapUnless(_builder.Compare(IrComparison.SignedGreaterOrEqual, opaque, Number(0)), TrapReasons.IndexOutOfRange);
        return opaque;
    }

    /// <summary><c>Slice</c>: traps where C# would throw.</summary>
    private SpanValue Slice(SpanValue span, IrValue start, IrValue? length, ITypeSymbol element)
    {
        bool isKnown = span.Length is IrConstant whole && start is IrConstant s && s.Value >= 0 && s.Value <= whole.Value
            && length is null or IrConstant && (length is not IrConstant l || l.Value >= 0 && l.Value <= whole.Value - s.Value);
        TrapUnless(isKnown, () => _builder.Compare(IrComparison.UnsignedLessOrEqual, start, span.Length), TrapReasons.ArgumentOutOfRange);
        if (!isKnown && length is not null)
            TrapUnless(_builder.Compare(IrComparison.UnsignedLessOrEqual, length, Subtract(span.Length, start)), TrapReasons.ArgumentOutOfRange);
        int size = Shapes.Of(element).Size;
        int align = start is IrConstant constant ? AlignAt(span.Align, constant.Value * size) : AlignAt(span.Align, size);
        return new SpanValue(span.Base, Add(span.Start, Scale(start, Number(size))), length ?? Subtract(span.Length, start), span.Capacity, align);
    }

    private SpanValue SliceByRange(SpanValue span, IRangeOperation range, ITypeSymbol element)
    {
        IrValue start = range.LeftOperand is { } left ? LowerPosition(left, span.Length) : Number(0);
        if (range.RightOperand is not { } right)
            return Slice(span, start, length: null, element);
        IrValue end = LowerPosition(right, span.Length);
        return Slice(span, start, Subtract(end, start), element);
    }

    /// <summary>A position, from the start or, with <c>^</c>, from the end.</summary>
    private IrValue LowerPosition(IOperation position, IrValue length)
    {
        while (position is IConversionOperation { Operand: { } operand } && KnownNames.FullName(position.Type) == "System.Index")
            position = operand;
        if (position is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd)
            return Subtract(length, LowerIndex(fromEnd.Operand));
        if (position.Type?.SpecialType is SpecialType.System_Int32)
            return LowerIndex(position);
        return Position(LowerValue(position), length);
    }

    /// <summary>Whether a variable keeps the value it was declared with.</summary>
    private static bool IsNeverChangedIn(IOperation body, ISymbol variable) => !body.Descendants().Any(operation => AssignsVariable(operation, variable));
}
