using System.Collections.Immutable;
using System.Text;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BpfSharp.Compiler.Binding;

/// <summary>Writes down what the generator needs of a bound class, without symbols.</summary>
internal static class ModelBuilder
{
    public static ObjectModel Build(BoundObject bound, TypeShapes shapes, ImmutableArray<TrapSiteModel> trapSites)
    {
        INamedTypeSymbol type = bound.Type;
        string fullName = FullName(type);
        return new ObjectModel
        {
            Namespace = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)),
            ContainingTypes = ContainingTypes(type),
            Name = type.Name,
            // Both halves of a property with a pointer are in a context where pointers may be named.
            TypeKeywordHeader = (bound.Globals.Exists(global => global.Type is IPointerTypeSymbol)
                || bound.KernelFunctions.Exists(function => function.Method.ReturnType is IPointerTypeSymbol || function.Method.Parameters.Any(parameter => parameter.Type is IPointerTypeSymbol)) ? "unsafe " : "") + Header(type),
            FullName = fullName,
            HintName = HintName(fullName, type),
            License = bound.License,
            Maps = [.. bound.Maps.Select(map => Map(map, shapes))],
            KernelFunctions = [.. bound.KernelFunctions.Where(function => !IsImplemented(function.Method)).Select(function => new KernelFunctionModel(function.Method.Name, MethodHeader(function.Method)))],
            Globals = [.. bound.Globals.Select(global => Global(global, shapes))],
            Programs = [.. bound.Programs.Select(program => new ProgramModel(program.Method.Name, program.Section, program.FallbackFor) { Parameters = ParameterModels.Of(program, shapes) })],
            TrapSites = trapSites,
            HasDefaultConstructor = type.InstanceConstructors.Any(c => !c.IsImplicitlyDeclared && c.Parameters.IsEmpty),
            HasHostConstructor = type.InstanceConstructors.Any(c => c.Parameters is [{ Type: var parameter }] && KnownNames.IsApi(parameter, "BpfHost")),
        };
    }

    private static MapModel Map(BoundMap map, TypeShapes shapes)
    {
        return new MapModel(
            map.Property.Name, PropertyHeader(map.Property), TypeName(map.Property.Type), map.Kind.MapType,
            map.KeySize, map.ValueSize, map.MaxEntries, map.Flags)
        {
            Inner = map.Inner is { } inner
                ? new MapModel(inner.Property.Name, "", TypeName(map.Value), inner.Kind.MapType, inner.KeySize, inner.ValueSize, inner.MaxEntries, inner.Flags) { KeyPadding = KeyPadding(inner, shapes) }
                : null,
            KeyPadding = KeyPadding(map, shapes),
            GetAccessor = Accessor(map.Property, map.Property.GetMethod),
            SetAccessor = Accessor(map.Property, map.Property.SetMethod),
        };
    }

    private static EquatableArray<int> KeyPadding(BoundMap map, TypeShapes shapes) => (map.Kind.Family == MapFamily.Bloom ? map.Value : map.Key) is { } compared ? StructPadding.Of(compared, shapes) : [];

    private static GlobalModel Global(BoundGlobal global, TypeShapes shapes) =>
        new(global.Property.Name, PropertyHeader(global.Property), TypeName(global.Type), shapes.Of(global.Type).Size,
            global.IsReadOnly, global.Initial, IsRef: !global.IsReadOnly)
        {
            Symbol = global.Ir.Name == global.Property.Name ? null : global.Ir.Name,
            Extern = global.Extern,
            IsOptional = global.Ir.IsWeak,
            GetAccessor = Accessor(global.Property, global.Property.GetMethod),
            SetAccessor = Accessor(global.Property, global.Property.SetMethod),
        };

    /// <summary>Whether the user's half has a body; after generation our own is there too.</summary>
    private static bool IsImplemented(IMethodSymbol method) =>
        method.PartialImplementationPart is { DeclaringSyntaxReferences: [var reference, ..] }
        && reference.GetSyntax() is MethodDeclarationSyntax declaration
        && !declaration.AttributeLists.ToString().Contains("\"BpfSharp.Generator\"");

    private static string MethodHeader(IMethodSymbol method)
    {
        StringBuilder header = new();
        if (method.DeclaringSyntaxReferences[0].GetSyntax() is MethodDeclarationSyntax declaration)
        {
            foreach (SyntaxToken modifier in declaration.Modifiers)
                header.Append(modifier.Text).Append(' ');
        }
        header.Append(TypeName(method.ReturnType)).Append(' ').Append(Escape(method.Name)).Append('(');
        return header.Append(string.Join(", ", method.Parameters.Select(parameter => $"{TypeName(parameter.Type)} {Escape(parameter.Name)}"))).Append(')').ToString();
    }

    private static string PropertyHeader(IPropertySymbol property)
    {
        StringBuilder header = new();
        if (property.DeclaringSyntaxReferences[0].GetSyntax() is PropertyDeclarationSyntax declaration)
        {
            foreach (SyntaxToken modifier in declaration.Modifiers)
                header.Append(modifier.Text).Append(' ');
        }
        if (property.RefKind == RefKind.Ref)
            header.Append("ref ");
        return header.Append(TypeName(property.Type)).Append(' ').Append(Escape(property.Name)).ToString();
    }

    private static string? Accessor(IPropertySymbol property, IMethodSymbol? accessor)
    {
        if (accessor is null)
            return null;
        string keyword = accessor.MethodKind == MethodKind.PropertyGet ? "get" : accessor.IsInitOnly ? "init" : "set";
        return accessor.DeclaredAccessibility == property.DeclaredAccessibility
            ? keyword
            : SyntaxFacts.GetText(accessor.DeclaredAccessibility) + " " + keyword;
    }

    private static ImmutableArray<string> ContainingTypes(INamedTypeSymbol type)
    {
        List<string> headers = [];
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            headers.Insert(0, Header(outer));
        return [.. headers];
    }

    private static string Header(INamedTypeSymbol type)
    {
        string keyword = type switch
        {
            { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
            { IsRecord: true } => "record",
            { TypeKind: TypeKind.Struct } => "struct",
            { TypeKind: TypeKind.Interface } => "interface",
            _ => "class",
        };
        string parameters = type.TypeParameters.IsEmpty ? "" : "<" + string.Join(", ", type.TypeParameters.Select(p => Escape(p.Name))) + ">";
        return $"partial {keyword} {Escape(type.Name)}{parameters}";
    }

    private static string FullName(INamedTypeSymbol type)
    {
        string name = type.Name;
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            name = outer.Name + "." + name;
        return type.ContainingNamespace.IsGlobalNamespace ? name : type.ContainingNamespace.ToDisplayString() + "." + name;
    }

    // Generic containers of the same name differ by arity, which a full name does not show.
    private static string HintName(string fullName, INamedTypeSymbol type)
    {
        int arity = 0;
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
            arity += outer.Arity;
        return arity == 0 ? fullName : fullName + "_" + arity.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string TypeName(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
