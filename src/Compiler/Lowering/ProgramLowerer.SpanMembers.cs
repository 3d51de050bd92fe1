using System.Collections.Immutable;
using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>The members of spans, and the BCL's methods over them.</summary>
partial class ProgramLowerer
{
    /// <summary>A call whose result is a span; null when it is none that the compiler knows.</summary>
    private SpanValue? TryLowerSpanCall(IInvocationOperation call)
    {
        string type = KnownNames.FullName(call.TargetMethod.ContainingType);
        ImmutableArray<IArgumentOperation> arguments = call.Arguments;
        switch (type, call.TargetMethod.Name)
        {
            case ("System.Span`1" or "System.ReadOnlySpan`1", "Slice") when SpanElement(call.Type) is { } element && call.Instance is { } instance:
                SpanValue sliced = LowerSpan(instance);
                IrValue start = LowerIndex(arguments[0].Value);
                return Slice(sliced, start, arguments.Length > 1 ? LowerIndex(arguments[1].Value) : null, element);
            case ("System.MemoryExtensions", "AsSpan") when arguments.Length is >= 1 and <= 3 && SpanElement(call.Type) is { } element && TryLowerSpan(Unwrap(arguments[0].Value)) is { } whole:
                return arguments.Length == 1 ? whole : Slice(whole, LowerIndex(arguments[1].Value), arguments.Length > 2 ? LowerIndex(arguments[2].Value) : null, element);
            case ("System.Runtime.InteropServices.MemoryMarshal", "AsBytes"):
                SpanValue bytes = LowerSpan(arguments[0].Value);
                return bytes with { Length = Scale(bytes.Length, Number(Shapes.Of(SpanElement(arguments[0].Value.Type) ?? call.Type!).Size)) };
            case ("System.Runtime.InteropServices.MemoryMarshal", "Cast"):
                return LowerSpanCast(call);
            case ("System.Runtime.InteropServices.MemoryMarshal", "CreateSpan" or "CreateReadOnlySpan") when SpanElement(call.Type) is { } element:
                return LowerCreateSpan(arguments[0].Value, arguments[1].Value, element, call);
            default:
                return null;
        }
    }

    private static IOperation Unwrap(IOperation operation)
    {
        while (operation is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion)
            operation = conversion.Operand;
        return operation;
    }

    private SpanValue LowerSpanCast(IInvocationOperation call)
    {
        SpanValue span = LowerSpan(call.Arguments[0].Value);
        if (SpanElement(call.Arguments[0].Value.Type) is not { } from || SpanElement(call.Type) is not { } to || !CheckType(to, call))
            return EmptySpan;
        int fromSize = Shapes.Of(from).Size, toSize = Shapes.Of(to).Size;
        if (span.Align < Shapes.Of(to).Align)
            ReportUnsupported(call, $"the bytes may start anywhere, and the kernel wants '{to.ToDisplayString()}' aligned; use MemoryMarshal.Read or BinaryPrimitives for each value");
        IrValue length = fromSize == toSize ? span.Length
            : span.Length is IrConstant known ? Number(known.Value * fromSize / toSize)
            : _builder.Binary(IrBinaryOperator.UnsignedDivide, Scale(span.Length, Number(fromSize)), Number(toSize));
        return span with { Length = length };
    }

    /// <summary>A span over a variable: as far as that variable reaches.</summary>
    private SpanValue LowerCreateSpan(IOperation reference, IOperation? length, ITypeSymbol element, IOperation call)
    {
        if (FindReferenced(reference) is not { } place)
            return EmptySpan;
        long size = Shapes.Of(element).Size;
        long count = length is null ? 1 : length.ConstantValue is { HasValue: true, Value: int known } ? known : -1;
        // What lies behind an element of a larger whole is known only from the whole.
        long reach = Unwrap(reference) is IInlineArrayAccessOperation { Argument.ConstantValue: { HasValue: true, Value: 0 } } access
            && Shapes.Of(access.Instance.Type) is StructShape { Layout.InlineLength: var whole } ? whole : 1;
        if (count < 0 || count > reach)
        {
            ReportUnsupported(call, $"a span over this variable can have {reach} {(reach == 1 ? "element" : "elements")} at most, and its length must be a constant");
            return EmptySpan;
        }
        return new SpanValue(CheckedAddress(place), Number(0), Number(count), Number(count * size), place.Align);
    }

    private SpanValue LowerSpanCreation(IObjectCreationOperation creation, ITypeSymbol element)
    {
        ImmutableArray<IArgumentOperation> arguments = creation.Arguments;
        switch (arguments.Length)
        {
            case 0:
                return EmptySpan;
            case 1 when arguments[0].Parameter!.RefKind != RefKind.None:
                return LowerCreateSpan(arguments[0].Value, null, element, creation);
            case 1 or 3 when TryLowerSpan(Unwrap(arguments[0].Value)) is { } whole:
                return arguments.Length == 1 ? whole : Slice(whole, LowerIndex(arguments[1].Value), LowerIndex(arguments[2].Value), element);
            case 2 when FixedBufferOf(arguments[0].Value) is { } buffer && arguments[1].Value.ConstantValue is { HasValue: true, Value: int count }
                && count >= 0 && (long)count * Shapes.Of(element).Size <= (long)buffer.Field.FixedSize * Shapes.Of(((IPointerTypeSymbol)buffer.Field.Type).PointedAtType).Size
                && FieldOf(LowerPlace(buffer.Instance!), buffer.Field, creation) is MemoryPlace memory:
                return new SpanValue(CheckedAddress(memory), Number(0), Number(count), Number((long)count * Shapes.Of(element).Size), memory.Align);
            default:
                ReportUnsupported(creation, "how much memory is there must be known at build time: use a fixed buffer with a constant length, an [InlineArray] or 'stackalloc'");
                return EmptySpan;
        }
    }

    private static IFieldReferenceOperation? FixedBufferOf(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } conversion)
            operation = conversion.Operand;
        return operation is IFieldReferenceOperation { Field.IsFixedSizeBuffer: true, Instance: not null } field ? field : null;
    }

    /// <summary>A member of a span whose value fits a register; null for other members.</summary>
    private IrValue? TryLowerSpanProperty(IPropertyReferenceOperation reference)
    {
        if (reference.Instance is not { } instance || reference.Property.IsIndexer)
            return null;
        bool isArray = instance.Type is IArrayTypeSymbol;
        if (!isArray && SpanElement(instance.Type) is null)
            return null;
        switch (reference.Property.Name)
        {
            case "Length" when !isArray:
                return _builder.Resize(LowerSpan(instance).Length, IrType.I32, signExtend: false);
            case "Length" when TryLowerSpan(instance) is { } array:
                return _builder.Resize(array.Length, IrType.I32, signExtend: false);
            case "IsEmpty" when !isArray:
                return _builder.Compare(IrComparison.Equal, LowerSpan(instance).Length, Number(0));
            default:
                return null;
        }
    }

    /// <summary>A call over spans that does something or gives a number; false when it is none that the compiler knows.</summary>
    private bool TryLowerSpanMember(IInvocationOperation call, out IrValue? value)
    {
        value = null;
        IMethodSymbol method = call.TargetMethod;
        List<IOperation> operands = [];
        switch (KnownNames.FullName(method.ContainingType))
        {
            case "System.Span`1" or "System.ReadOnlySpan`1" when call.Instance is { } instance:
                operands.Add(instance);
                break;
            case "System.MemoryExtensions":
                break;
            default:
                return false;
        }
        operands.AddRange(call.Arguments.Where(argument => argument.ArgumentKind != ArgumentKind.DefaultValue).Select(argument => argument.Value));
        if (operands.Count == 0 || SpanElement(operands[0].Type) is not { } element || !CheckType(element, call))
            return false;
        switch (method.Name, operands.Count)
        {
            case ("CopyTo", 2) when SpanElement(operands[1].Type) is not null:
                CopySpan(LowerSpan(operands[0]), LowerSpan(operands[1]), element, call, mayFail: false);
                return true;
            case ("TryCopyTo", 2) when SpanElement(operands[1].Type) is not null:
                value = CopySpan(LowerSpan(operands[0]), LowerSpan(operands[1]), element, call, mayFail: true);
                return true;
            case ("Clear", 1):
                SpanValue cleared = LowerSpan(operands[0]);
                ForEachElement(cleared, element, (place, _, _) => Clear(place));
                return true;
            case ("Fill", 2):
                SpanValue filled = LowerSpan(operands[0]);
                MemoryPlace filler = NewTemporary(element, "fill");
                LowerInto(operands[1], filler);
                ForEachElement(filled, element, (place, _, _) => CopyInto(filler, place, call));
                return true;
            case ("SequenceEqual", 2) when SpanElement(operands[1].Type) is not null && Shapes.Of(element) is IntegerShape:
                value = SequenceEqual(LowerSpan(operands[0]), LowerSpan(operands[1]), element, call);
                return true;
            case ("StartsWith", 2) when SpanElement(operands[1].Type) is not null && Shapes.Of(element) is IntegerShape:
                value = StartsWith(LowerSpan(operands[0]), LowerSpan(operands[1]), element, call);
                return true;
            case ("IndexOf" or "Contains", 2) when SpanElement(operands[1].Type) is null && Shapes.Of(element) is IntegerShape:
                IrValue index = IndexOf(LowerSpan(operands[0]), LowerValue(operands[1]), element, call);
                value = method.Name == "IndexOf" ? index : _builder.Compare(IrComparison.NotEqual, index, IrBuilder.Constant(IrType.I32, -1));
                return true;
            default:
                return false;
        }
    }

    /// <summary>Runs over all elements, from the first to the last.</summary>
    private void ForEachElement(SpanValue span, ITypeSymbol element, Action<MemoryPlace, IrValue, IrBlock> body)
    {
        IrLocal counter = _builder.Local("index", 8, 8);
        IrBlock head = new IrBlock("each"), turn = new IrBlock("element"), end = new IrBlock("end");
        _builder.Store(Number(0), counter, 8);
        _builder.Branch(head);
        _builder.Enter(head);
        IrValue index = _builder.Load(IrType.I64, counter, 8);
        _builder.Branch(_builder.Compare(IrComparison.UnsignedLess, index, span.Length), turn, end);
        _builder.Enter(turn);
        body(ElementAt(span, index, element), index, end);
        _builder.Store(_builder.Binary(IrBinaryOperator.Add, _builder.Load(IrType.I64, counter, 8), Number(1)), counter, 8);
        _builder.Branch(head);
        _builder.Enter(end);
    }

    /// <summary>Copies as if through another buffer: the spans may overlap.</summary>
    private IrValue CopySpan(SpanValue source, SpanValue target, ITypeSymbol element, IOperation operation, bool mayFail)
    {
        IrBlock copy = new IrBlock("copy"), end = new IrBlock("end");
        IrValue fits = _builder.Compare(IrComparison.UnsignedLessOrEqual, source.Length, target.Length);
        if (mayFail)
        {
            _builder.Branch(fits, copy, end);
            _builder.Enter(copy);
        }
        else if (!(source.Length is IrConstant a && target.Length is IrConstant b && a.Value <= b.Value))
        {
            TrapUnless(fits, TrapReasons.DestinationTooShort);
        }
        if (AreApart(source, target))
        {
            ForEachElement(source, element, (place, index, _) => CopyInto(place, ElementAt(target, index, element), operation));
        }
        else
        {
            // Forwards where the destination lies before the source, else backwards.
            IrValue sourceStart = _builder.Convert(IrConversion.PointerToInt, _builder.Offset(source.Base, source.Start), IrType.I64);
            IrValue targetStart = _builder.Convert(IrConversion.PointerToInt, _builder.Offset(target.Base, target.Start), IrType.I64);
            IrBlock forwards = new IrBlock("forwards"), backwards = new IrBlock("backwards"), done = new IrBlock("done");
            _builder.Branch(_builder.Compare(IrComparison.UnsignedLessOrEqual, targetStart, sourceStart), forwards, backwards);
            _builder.Enter(forwards);
            ForEachElement(source, element, (place, index, _) => CopyInto(place, ElementAt(target, index, element), operation));
            _builder.Branch(done);
            _builder.Enter(backwards);
            ForEachElement(source, element, (_, index, _) =>
            {
                IrValue mirrored = Subtract(Subtract(source.Length, Number(1)), index);
                CopyInto(ElementAt(source with { Start = _builder.Opaque(source.Start) }, mirrored, element), ElementAt(target with { Start = _builder.Opaque(target.Start) }, mirrored, element), operation);
            });
            _builder.Branch(done);
            _builder.Enter(done);
        }
        if (mayFail)
        {
            _builder.Branch(end);
            _builder.Enter(end);
        }
        return fits;
    }

    // Two variables of the stack, or one and constant data, cannot overlap.
    private static bool AreApart(SpanValue a, SpanValue b) =>
        a.Base is IrLocal or IrGlobalAddress && b.Base is IrLocal or IrGlobalAddress && !IsSame(a.Base, b.Base);

    private static bool IsSame(IrValue a, IrValue b) =>
        ReferenceEquals(a, b) || a is IrGlobalAddress x && b is IrGlobalAddress y && x.Global == y.Global;

    private IrValue SequenceEqual(SpanValue a, SpanValue b, ITypeSymbol element, IOperation operation)
    {
        IrLocal result = _builder.Local("equal", 1, 1);
        IrBlock compare = new IrBlock("compare"), end = new IrBlock("end");
        _builder.Store(IrBuilder.Constant(IrType.I8, 0), result, 1);
        _builder.Branch(_builder.Compare(IrComparison.Equal, a.Length, b.Length), compare, end);
        _builder.Enter(compare);
        CompareElements(a, b, element, operation, result);
        _builder.Branch(end);
        _builder.Enter(end);
        return _builder.Compare(IrComparison.NotEqual, _builder.Load(IrType.I8, result, 1), IrBuilder.Constant(IrType.I8, 0));
    }

    /// <summary>Sets the result to one unless an element of the first differs from the second's.</summary>
    private void CompareElements(SpanValue a, SpanValue b, ITypeSymbol element, IOperation operation, IrLocal result)
    {
        _builder.Store(IrBuilder.Constant(IrType.I8, 1), result, 1);
        ForEachElement(a, element, (place, index, end) =>
        {
            IrBlock next = new IrBlock("same"), differs = new IrBlock("differs");
            IrValue left = LoadPlace(place, operation), right = LoadPlace(ElementAt(b, index, element), operation);
            _builder.Branch(_builder.Compare(IrComparison.Equal, left, right), next, differs);
            _builder.Enter(differs);
            _builder.Store(IrBuilder.Constant(IrType.I8, 0), result, 1);
            _builder.Branch(end);
            _builder.Enter(next);
        });
    }

    private IrValue StartsWith(SpanValue whole, SpanValue start, ITypeSymbol element, IOperation operation)
    {
        IrLocal result = _builder.Local("equal", 1, 1);
        IrBlock compare = new IrBlock("compare"), end = new IrBlock("end");
        _builder.Store(IrBuilder.Constant(IrType.I8, 0), result, 1);
        _builder.Branch(_builder.Compare(IrComparison.UnsignedLessOrEqual, start.Length, whole.Length), compare, end);
        _builder.Enter(compare);
        CompareElements(start, whole, element, operation, result);
        _builder.Branch(end);
        _builder.Enter(end);
        return _builder.Compare(IrComparison.NotEqual, _builder.Load(IrType.I8, result, 1), IrBuilder.Constant(IrType.I8, 0));
    }

    private IrValue IndexOf(SpanValue span, IrValue wanted, ITypeSymbol element, IOperation operation)
    {
        IrLocal result = _builder.Local("found", 4, 4);
        _builder.Store(IrBuilder.Constant(IrType.I32, -1), result, 4);
        ForEachElement(span, element, (place, index, end) =>
        {
            IrBlock found = new IrBlock("found"), next = new IrBlock("next");
            IrValue candidate = LoadPlace(place, operation);
            if (!SameType(candidate, wanted))
                return;
            _builder.Branch(_builder.Compare(IrComparison.Equal, candidate, wanted), found, next);
            _builder.Enter(found);
            _builder.Store(_builder.Resize(index, IrType.I32, signExtend: false), result, 4);
            _builder.Branch(end);
            _builder.Enter(next);
        });
        return _builder.Load(IrType.I32, result, 4);
    }
}
