using BpfSharp.Compiler.Binding;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BpfSharp.Generator.Source;

/// <summary>
/// A partial property that is neither a map nor a global. The front end has said what is wrong with it; implementing it
/// all the same keeps C# from adding that the other half is missing.
/// </summary>
internal sealed record PropertyStub(string Header, EquatableArray<string> Accessors)
{
    public static EquatableArray<PropertyStub> Find(INamedTypeSymbol type, ObjectModel model)
    {
        var known = new HashSet<string>(model.Maps.Items.Select(static m => m.Name).Concat(model.Globals.Items.Select(static g => g.Name)), StringComparer.Ordinal);
        return
        [
            .. type.GetMembers().OfType<IPropertySymbol>()
                .Where(p => p is { IsPartialDefinition: true, PartialImplementationPart: null, IsIndexer: false, Type.TypeKind: not TypeKind.Error } && !known.Contains(p.Name))
                .Select(static p => p.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is PropertyDeclarationSyntax syntax ? Of(p, syntax) : null)
                .Where(static stub => stub is not null)!,
        ];
    }

    static PropertyStub Of(IPropertySymbol property, PropertyDeclarationSyntax syntax)
    {
        string modifiers = string.Join(" ", syntax.Modifiers.Select(static m => m.Text));
        string reference = property.RefKind switch { RefKind.Ref => "ref ", RefKind.RefReadOnly => "ref readonly ", _ => "" };
        var accessors = syntax.AccessorList?.Accessors.Select(static a => string.Join(" ", [.. a.Modifiers.Select(static m => m.Text), a.Keyword.Text])) ?? ["get"];
        return new PropertyStub($"{modifiers} {reference}{property.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)} {Literals.Identifier(property.Name)}", [.. accessors]);
    }

    public void Write(SourceWriter writer)
    {
        writer.Line(TypeFrame.GeneratedCode);
        writer.Open(Header);
        foreach (string accessor in Accessors) writer.Line($"{accessor} => throw new global::System.NotSupportedException();");
        writer.Close();
        writer.Line();
    }
}
