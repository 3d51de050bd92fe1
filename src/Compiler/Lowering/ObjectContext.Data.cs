using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>The constant data of an object.</summary>
partial record ObjectContext
{
    private readonly Dictionary<string, IrGlobal> _data = new(StringComparer.Ordinal);
    private readonly Dictionary<IFieldSymbol, StaticValue> _statics = new(SymbolEqualityComparer.Default);

    /// <summary>Bytes in <c>.rodata</c>, once for each content.</summary>
    public IrGlobal Data(byte[] bytes)
    {
        string key = System.Convert.ToBase64String(bytes);
        if (!_data.TryGetValue(key, out IrGlobal? global))
        {
            global = new IrGlobal($"bpfsharp_data_{_data.Count}", ".rodata", bytes.Length, 8, debugType: null) { Initial = [.. bytes], IsInternal = true };
            _data[key] = global;
            Module.Globals.Add(global);
        }
        return global;
    }

    /// <summary>What a <c>static readonly</c> field holds, or why that is not known; null where it is not one of this project's.</summary>
    public StaticValue? StaticValue(IFieldSymbol field, TypeShapes shapes)
    {
        field = field.OriginalDefinition;
        if (_statics.TryGetValue(field, out StaticValue? known))
            return known;
        EqualsValueClauseSyntax? clause = field.DeclaringSyntaxReferences.FirstOrDefault(reference => Libraries.CompilationOf(reference.SyntaxTree) is not null)
            ?.GetSyntax(Cancellation) is VariableDeclaratorSyntax declarator ? declarator.Initializer : null;
        bool isSetElsewhere = field.ContainingType.StaticConstructors.Any(constructor => !constructor.IsImplicitlyDeclared);
        if (!field.IsReadOnly || field.ContainingType.IsGenericType || clause is null)
            return null;
        if (Libraries.LibraryOf(field) is { } library && !library.Has(field.ContainingType, Cancellation))
            return _statics[field] = new StaticValue(null, KernelWays.Unmarked(library.Name, field.ContainingType));
        if (isSetElsewhere)
            return _statics[field] = new StaticValue(null, $"'{field.ContainingType.Name}' has a static constructor, which may set it");
        IOperation? value = (ModelOf(clause.SyntaxTree).GetOperation(clause, Cancellation) as ISymbolInitializerOperation)?.Value;
        return _statics[field] = value is null ? new StaticValue(null, "its initialiser is broken") : Read(field.Type, value, shapes);
    }

    private static StaticValue Read(ITypeSymbol type, IOperation value, TypeShapes shapes)
    {
        ITypeSymbol element = type is IArrayTypeSymbol { Rank: 1 } array ? array.ElementType : type;
        if (shapes.Of(element) is UnsupportedShape or PointerShape)
            return new StaticValue(null, "the kernel cannot hold its type");
        IReadOnlyList<IOperation> elements = [value];
        if (type is IArrayTypeSymbol)
        {
            if (StaticData.ElementsOf(value) is not { } listed)
                return new StaticValue(null, "it is not a list of constants");
            elements = listed;
        }
        StaticData data = new(shapes);
        int size = shapes.Of(element).Size;
        byte[] bytes = new byte[size * elements.Count];
        for (int i = 0; i < elements.Count; i++)
            data.Write(elements[i], element, bytes, i * size);
        return data.Problem is { } problem
            ? new StaticValue(null, $"'{ConstructNames.Excerpt(problem)}' is not a constant")
            : new StaticValue(bytes, null);
    }
}

/// <param name="Bytes">The value; null where it is not known.</param>
/// <param name="Problem">Why it is not, as the end of a sentence.</param>
internal sealed record StaticValue(byte[]? Bytes, string? Problem);
