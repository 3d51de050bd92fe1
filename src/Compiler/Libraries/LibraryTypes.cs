using System.Runtime.CompilerServices;
using BpfSharp.Compiler.Binding;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BpfSharp.Compiler.Libraries;

/// <summary>
/// Which types of a project programs of other projects may use: those that are marked, and what these use of their project. A class is
/// used where a static member of it is, extension members included; objects of classes no program can have.
/// </summary>
internal sealed class LibraryTypes
{
    // The programs of an object are its own, unless somebody wants to show them.
    private const string Mark = "BpfLibraryAttribute", ObjectMark = "BpfObjectAttribute";
    private static readonly ConditionalWeakTable<Compilation, LibraryTypes> s_known = new();

    private readonly HashSet<INamedTypeSymbol> _types = new(SymbolEqualityComparer.Default);
    private readonly Queue<INamedTypeSymbol> _unread = [];

    /// <summary>Without those that only nest in them; structs are among them where a marked type leads to them.</summary>
    public IEnumerable<INamedTypeSymbol> All => _types;

    /// <summary>The marked types themselves.</summary>
    public List<INamedTypeSymbol> Marked { get; } = [];

    public static LibraryTypes Of(Compilation compilation, CancellationToken cancellation)
    {
        if (s_known.TryGetValue(compilation, out LibraryTypes? known))
            return known;
        LibraryTypes found = new();
        found.Find(compilation, cancellation);
        return s_known.GetValue(compilation, _ => found);
    }

    /// <summary>Whether a type is marked, or is in something that is.</summary>
    public static bool IsMarked(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (KnownNames.FindAttribute(outer, Mark) is not null)
                return true;
            if (KnownNames.FindAttribute(outer, ObjectMark) is not null)
                return false;
        }
        return KnownNames.FindAttribute(type.ContainingAssembly, Mark) is not null;
    }

    /// <summary>Whether a type is one of them, or within one.</summary>
    public bool Contains(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (_types.Contains(type.OriginalDefinition))
                return true;
        }
        return false;
    }

    private void Find(Compilation compilation, CancellationToken cancellation)
    {
        IAssemblySymbol assembly = compilation.Assembly;
        FindMarked(assembly.GlobalNamespace, cancellation);
        foreach (INamedTypeSymbol type in Marked)
            Add(type, assembly);
        while (_unread.Count > 0)
            Read(_unread.Dequeue(), compilation, cancellation);
    }

    private void FindMarked(INamespaceOrTypeSymbol container, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        foreach (ISymbol member in container.GetMembers())
        {
            if (member is INamespaceSymbol inner)
            {
                FindMarked(inner, cancellation);
            }
            else if (member is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } type)
            {
                if (IsMarked(type))
                    Marked.Add(type);
                FindMarked(type, cancellation);
            }
        }
    }

    private void Add(INamedTypeSymbol? type, IAssemblySymbol assembly)
    {
        while (type is { IsExtension: true })
            type = type.ContainingType;
        type = type?.OriginalDefinition;
        if (type is { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface, DeclaringSyntaxReferences.IsEmpty: false }
            && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, assembly) && _types.Add(type))
        {
            _unread.Enqueue(type);
        }
    }

    private void Read(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        foreach (SyntaxReference reference in type.DeclaringSyntaxReferences)
        {
            if (!compilation.ContainsSyntaxTree(reference.SyntaxTree))
                continue;
            SemanticModel model = compilation.GetSemanticModel(reference.SyntaxTree);
            foreach (SyntaxNode node in reference.GetSyntax(cancellation).DescendantNodes())
            {
                cancellation.ThrowIfCancellationRequested();
                foreach (ISymbol? used in UsedBy(node, model, cancellation))
                    Use(used, compilation.Assembly);
            }
        }
    }

    private static IEnumerable<ISymbol?> UsedBy(SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node is ExpressionSyntax expression)
        {
            yield return model.GetSymbolInfo(expression, cancellation).Symbol;
            TypeInfo types = model.GetTypeInfo(expression, cancellation);
            yield return types.Type;
            yield return types.ConvertedType;
        }
        // What is called without being named.
        if (node is CommonForEachStatementSyntax loop)
        {
            ForEachStatementInfo info = model.GetForEachStatementInfo(loop);
            yield return info.GetEnumeratorMethod;
            yield return info.GetEnumeratorMethod?.ReturnType;
        }
        DeconstructionInfo? taken = node switch
        {
            AssignmentExpressionSyntax { Left: TupleExpressionSyntax or DeclarationExpressionSyntax } assignment => model.GetDeconstructionInfo(assignment),
            ForEachVariableStatementSyntax variables => model.GetDeconstructionInfo(variables),
            _ => null,
        };
        if (taken is { } deconstruction)
            yield return deconstruction.Method;
        if (node is InitializerExpressionSyntax { RawKind: (int)SyntaxKind.CollectionInitializerExpression } initializer)
        {
            foreach (ExpressionSyntax element in initializer.Expressions)
                yield return model.GetCollectionInitializerSymbolInfo(element, cancellation).Symbol;
        }
    }

    private void Use(ISymbol? used, IAssemblySymbol assembly)
    {
        if (used is INamedTypeSymbol type)
        {
            if (type.TypeKind is TypeKind.Struct or TypeKind.Interface)
                Add(type, assembly);
            foreach (ITypeSymbol argument in type.TypeArguments)
                Use(argument, assembly);
        }
        else if (used is IMethodSymbol or IPropertySymbol or IFieldSymbol)
        {
            IMethodSymbol? unreduced = (used as IMethodSymbol)?.ReducedFrom;
            if (unreduced is not null || used.IsStatic || used.ContainingType is { IsExtension: true } or { TypeKind: TypeKind.Struct or TypeKind.Interface })
                Add((unreduced ?? used).ContainingType, assembly);
        }
    }
}
