using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Binding;

/// <summary>Recognises BpfSharp's own types and members by name, so that no assembly has to be resolved.</summary>
internal static class KnownNames
{
    public const string Namespace = "BpfSharp";

    /// <summary>The simple name of a type of BpfSharp's public API; null for any other type.</summary>
    public static string? ApiName(ITypeSymbol? type) =>
        type is INamedTypeSymbol { ContainingType: null, ContainingNamespace: { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true } }
            ? type.Name
            : null;

    public static bool IsApi(ITypeSymbol? type, string name) => ApiName(type) == name;

    /// <summary><c>System.Threading.Interlocked</c> for a type; the empty string for type parameters, pointers and arrays.</summary>
    public static string FullName(ITypeSymbol? type)
    {
        if (type is not INamedTypeSymbol named)
            return "";
        string name = named.MetadataName;
        for (INamedTypeSymbol? outer = named.ContainingType; outer is not null; outer = outer.ContainingType)
            name = outer.MetadataName + "." + name;
        INamespaceSymbol? ns = named.ContainingNamespace;
        return ns is null or { IsGlobalNamespace: true } ? name : ns.ToDisplayString() + "." + name;
    }

    public static AttributeData? FindAttribute(ISymbol symbol, string apiName)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (IsApi(attribute.AttributeClass, apiName))
                return attribute;
        }
        return null;
    }

    /// <summary>An attribute's named argument, or null where it is not given.</summary>
    public static object? NamedArgument(AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
                return argument.Value.Value;
        }
        return null;
    }
}
