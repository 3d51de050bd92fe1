using BpfSharp.Compiler.Binding;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Generator.Suppressors;

/// <summary>The types of this project that its maps and globals hold and its programs are given, with what lies within them.</summary>
internal static class SharedTypes
{
    public static HashSet<ISymbol> Of(Compilation compilation, CancellationToken cancellation)
    {
        var found = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        if (compilation.GetTypeByMetadataName(BpfObjectGenerator.AttributeName) is { } attribute) Search(compilation.Assembly.GlobalNamespace, attribute, found, cancellation);
        return found;
    }

    static void Search(INamespaceOrTypeSymbol scope, INamedTypeSymbol attribute, HashSet<ISymbol> found, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        foreach (var member in scope.GetMembers())
        {
            if (member is INamedTypeSymbol type && type.GetAttributes().Any(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute)))
            {
                foreach (var property in type.GetMembers().OfType<IPropertySymbol>()) Add(property.Type, found);
                foreach (var parameter in type.GetMembers().OfType<IMethodSymbol>().Where(IsProgram).SelectMany(method => method.Parameters)) Add(parameter.Type, found);
            }
            if (member is INamespaceOrTypeSymbol inner) Search(inner, attribute, found, cancellation);
        }
    }

    static bool IsProgram(IMethodSymbol method) => method.GetAttributes().Any(a => HookKinds.IsProgramAttribute(a.AttributeClass));

    static void Add(ITypeSymbol type, HashSet<ISymbol> found)
    {
        if (type is IPointerTypeSymbol pointer) type = pointer.PointedAtType;
        if (type is not INamedTypeSymbol named) return;
        foreach (var argument in named.TypeArguments) Add(argument, found);
        if (named.TypeKind != TypeKind.Struct || !found.Add(named.OriginalDefinition)) return;
        foreach (var field in named.GetMembers().OfType<IFieldSymbol>()) Add(field.Type, found);
    }
}
