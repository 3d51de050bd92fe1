using System.Text;
using BpfSharp.Compiler.Checks;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Constant data: <c>static readonly</c> fields, UTF-8 literals, collection expressions and <c>stackalloc</c>.</summary>
partial class ProgramLowerer
{
    private SpanValue TextSpan(IUtf8StringOperation text) => DataSpan(Encoding.UTF8.GetBytes(text.Value), 1);

    private SpanValue CharSpan(string text) => DataSpan(Encoding.Unicode.GetBytes(text), 2);

    private SpanValue DataSpan(byte[] bytes, int elementSize) => bytes.Length == 0
        ? EmptySpan
        : new SpanValue(new IrGlobalAddress(_context.Data(bytes)), Number(0), Number(bytes.Length / elementSize), Number(bytes.Length), 8);

    /// <summary>The elements of a <c>static readonly</c> array, as they are declared.</summary>
    private SpanValue StaticArray(IFieldReferenceOperation reference)
    {
        if (_context.StaticValue(reference.Field, Shapes) is { Bytes: { } bytes } && reference.Field.Type is IArrayTypeSymbol { Rank: 1, ElementType: var element })
            return DataSpan(bytes, Math.Max(Shapes.Of(element).Size, 1));
        ReportStaticField(reference);
        return EmptySpan;
    }

    /// <summary>A <c>static readonly</c> field whose value is known at build time; null after reporting one that is not.</summary>
    private MemoryPlace? StaticField(IFieldReferenceOperation reference)
    {
        IFieldSymbol field = reference.Field;
        if (!field.IsReadOnly || field.Type is IArrayTypeSymbol || Shapes.Of(field.Type) is UnsupportedShape
            || _context.StaticValue(field, Shapes) is not { Bytes: { } bytes })
        {
            ReportStaticField(reference);
            return null;
        }
        return new MemoryPlace(new IrGlobalAddress(_context.Data(bytes)), Resolve(field.Type), Shapes.Of(field.Type).Align, IsReadOnly: true);
    }

    private void ReportStaticField(IFieldReferenceOperation reference)
    {
        IFieldSymbol field = reference.Field;
        if (field.IsReadOnly && _context.StaticValue(field, Shapes)?.Problem is { } problem)
            Report(LanguageDiagnostics.StaticValue, reference, field.ToDisplayString(), problem);
        else
            Report(LanguageDiagnostics.StaticState, reference, field.ToDisplayString(), field.Name);
    }

    /// <summary>An element of a <c>static readonly</c> array.</summary>
    private MemoryPlace LowerArrayElement(IArrayElementReferenceOperation access)
    {
        if (access.ArrayReference is not IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } } field || access.Indices.Length != 1
            || TypeOf(field) is not IArrayTypeSymbol array || !CheckType(array.ElementType, access))
        {
            ReportUnsupported(access, "arrays live on the managed heap; only 'static readonly' ones with constant elements can be read");
            return PoisonPlace(access.Type);
        }
        SpanValue span = StaticArray(field);
        IrValue index = access.Indices[0] is { } position && IsIndex(position) ? LowerPosition(position, span.Length) : LowerIndex(access.Indices[0]);
        return SpanElementPlace(span, index, array.ElementType) with { IsReadOnly = true };
    }

    private static bool IsIndex(IOperation position) => Binding.KnownNames.FullName(position.Type) == "System.Index";

    /// <summary>A collection expression as a span: constant data where every element is, else a buffer on the stack.</summary>
    private SpanValue LowerElements(ICollectionExpressionOperation collection, ITypeSymbol element)
    {
        if (!CheckType(element, collection))
            return EmptySpan;
        if (collection.Elements.FirstOrDefault(part => part is ISpreadOperation) is { } spread)
        {
            ReportUnsupported(spread, "how many elements there are must be known at build time; name each of them");
            return EmptySpan;
        }
        if (collection.Type?.Name == "ReadOnlySpan" && ConstantElements(collection.Elements, element) is { } bytes)
            return DataSpan(bytes, Math.Max(Shapes.Of(element).Size, 1));
        return StackSpan(collection.Elements.Length, collection.Elements, element, collection);
    }

    private byte[]? ConstantElements(IReadOnlyList<IOperation> elements, ITypeSymbol element)
    {
        StaticData data = new(Shapes);
        int size = Shapes.Of(element).Size;
        byte[] bytes = new byte[size * elements.Count];
        for (int i = 0; i < elements.Count && data.Problem is null; i++)
            data.Write(elements[i], element, bytes, i * size);
        return data.Problem is null ? bytes : null;
    }

    private SpanValue StackSpan(long length, IReadOnlyList<IOperation> elements, ITypeSymbol element, IOperation operation)
    {
        int size = Shapes.Of(element).Size;
        string name = operation.Syntax.FirstAncestorOrSelf<VariableDeclaratorSyntax>()?.Identifier.ValueText ?? "buffer";
        if (length * size > StackCheck.Limit)
        {
            Report(VerifierDiagnostics.Stack, operation, $"'{name}' needs", length * size, StackCheck.Limit, "it is too large for any function");
            return EmptySpan;
        }
        if (length == 0)
            return EmptySpan;
        int bytes = (int)(length * size);
        int align = bytes >= 8 ? 8 : Shapes.Of(element).Align;
        IrLocal buffer = _builder.Local(name, bytes, align);
        _context.Declarations[buffer] = operation.Syntax.GetLocation();
        if (elements.Count == 0)
            _builder.Clear(buffer, bytes, align);
        for (int i = 0; i < elements.Count; i++)
            LowerInto(elements[i], new MemoryPlace(buffer, element, AlignAt(align, i * size), Offset: i * size));
        return new SpanValue(buffer, Number(0), Number(length), Number(bytes), align);
    }

    /// <summary><c>stackalloc</c>, of which Roslyn tells only the type and the operands; null for other expressions.</summary>
    private SpanValue? LowerStackAllocation(IOperation operation)
    {
        (TypeSyntax? type, InitializerExpressionSyntax? initializer) = operation.Syntax switch
        {
            StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax array } named => (array.ElementType, named.Initializer),
            ImplicitStackAllocArrayCreationExpressionSyntax @implicit => (null, @implicit.Initializer),
            _ => (null, null),
        };
        if (type is null && initializer is null)
            return null;
        SemanticModel model = _context.ModelOf(operation.Syntax.SyntaxTree);
        ITypeSymbol? element = type is not null ? model.GetTypeInfo(type, _context.Cancellation).Type : SpanElement(operation.Type) ?? (operation.Type as IPointerTypeSymbol)?.PointedAtType;
        if (element is null || !CheckType(element, operation))
            return EmptySpan;
        element = Resolve(element);
        if (_loopDepth > _frame.LoopDepth)
        {
            ReportUnsupported(operation, "in a loop, each turn would need new memory; move it before the loop");
            return EmptySpan;
        }
        int given = initializer?.Expressions.Count ?? 0;
        IOperation[] operands = [.. operation.ChildOperations];
        while (operands is [{ Kind: OperationKind.None } inner] && inner.ChildOperations.Any())
            operands = [.. inner.ChildOperations];
        IOperation[] elements = given > 0 && operands.Length >= given ? operands.Skip(operands.Length - given).ToArray() : [];
        IOperation? size = operands.Length > elements.Length ? operands[0] : null;
        if (elements.Length != given)
        {
            ReportUnsupported(operation, "its elements are not known to the compiler; assign them one by one");
            return EmptySpan;
        }
        if (given == 0 && size?.ConstantValue is not { HasValue: true, Value: int and >= 0 })
        {
            ReportUnsupported(operation, "its size must be a constant, because the stack is 512 bytes and laid out at build time");
            return EmptySpan;
        }
        return StackSpan(given > 0 ? given : (int)size!.ConstantValue.Value!, elements, element, operation);
    }
}
