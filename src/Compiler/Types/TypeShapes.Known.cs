using System.Collections.Immutable;
using BpfSharp.Compiler.Binding;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BpfSharp.Compiler.Types;

/// <summary>The BCL's structs that have a meaning of their own.</summary>
partial class TypeShapes
{
    public static bool IsSpan(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeArguments.Length: 1, IsRefLikeType: true } && KnownNames.FullName(type) is "System.Span`1" or "System.ReadOnlySpan`1";

    public static bool IsNullable(ITypeSymbol? type) => type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    /// <summary>A type that programs use but cannot share with user space, with the reason as the end of a sentence; else null.</summary>
    public string? WhyNotShared(ITypeSymbol type)
    {
        if (type.IsRefLikeType)
            return "it is a ref struct, which points to the program's own memory";
        if (type is INamedTypeSymbol { IsTupleType: true })
            return "the runtime decides the order of a tuple's elements; use a struct";
        if (KernelAssembly.Has(type))
            return "it is in a reference assembly, which is not there at run time; copy what you need of it";
        if (KnownNames.IsApi(type, ValueFields.Kptr) && type is INamedTypeSymbol { TypeArguments: [var kept] } && KernelAssembly.Has(kept))
            return $"'{kept.Name}' is in a reference assembly, which is not there at run time; name it with a struct of your own, '[KernelType(\"{DebugTypeMap.KernelName(kept)}\")] struct …;'";
        if (Of(type) is StructShape { Layout.Fields: var fields })
        {
            foreach (FieldPlace field in fields)
            {
                if (WhyNotShared(field.Field.Type) is { } reason)
                    return $"its field '{field.Field.Name}' has type '{field.Field.Type.ToDisplayString()}', and {reason}";
            }
        }
        return type is INamedTypeSymbol named && IsNullable(type) ? WhyNotShared(named.TypeArguments[0]) : null;
    }

    /// <summary>Where the value of a nullable is; its flag is the first byte.</summary>
    public static int NullableOffset(TypeShape value) => value.Align;

    /// <summary>
    /// A primary constructor's parameter that members use, which C# keeps in a field that Roslyn does not show; null where
    /// there is none. Decided by names: a member that has a variable of that name uses that one.
    /// </summary>
    private static string? CapturedParameter(INamedTypeSymbol type)
    {
        if (type.IsRecord)
            return null;
        SyntaxNode[] parts = [.. type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax())];
        string[] names = [.. parts.OfType<TypeDeclarationSyntax>().SelectMany(part => part.ParameterList?.Parameters ?? []).Select(parameter => parameter.Identifier.Text)];
        if (names.Length == 0)
            return null;
        foreach (MemberDeclarationSyntax member in parts.OfType<TypeDeclarationSyntax>().SelectMany(part => part.Members))
        {
            if (member is FieldDeclarationSyntax or BaseTypeDeclarationSyntax)
                continue;
            IEnumerable<SyntaxNode> bodies = member.DescendantNodes().Where(node => node is BlockSyntax or ArrowExpressionClauseSyntax);
            foreach (IdentifierNameSyntax identifier in bodies.SelectMany(body => body.DescendantNodes()).OfType<IdentifierNameSyntax>())
            {
                string name = identifier.Identifier.Text;
                bool isMember = identifier.Parent is MemberAccessExpressionSyntax access && access.Name == identifier
                    || identifier.Parent is NameColonSyntax or MemberBindingExpressionSyntax or QualifiedNameSyntax
                    || identifier.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment && assignment.Left == identifier;
                if (names.Contains(name) && !isMember && !Declares(member, name))
                    return name;
            }
        }
        return null;
    }

    private static bool Declares(SyntaxNode member, string name) => member.DescendantNodes().Any(node => node switch
    {
        ParameterSyntax parameter => parameter.Identifier.Text == name,
        VariableDeclaratorSyntax declarator => declarator.Identifier.Text == name,
        SingleVariableDesignationSyntax designation => designation.Identifier.Text == name,
        _ => false,
    });

    private TypeShape LayOutNullable(INamedTypeSymbol type)
    {
        TypeShape value = Of(type.TypeArguments[0]);
        if (value is UnsupportedShape)
            return value;
        int size = (int)AlignUp((long)NullableOffset(value) + value.Size, value.Align);
        return new StructShape(new StructLayout(type, size, value.Align, []));
    }

    /// <summary>A tuple's elements in their order, which is ours alone: the CLR reorders them.</summary>
    private TypeShape LayOutTuple(INamedTypeSymbol type)
    {
        if (type.TupleElements.Length > 7)
            return new UnsupportedShape("a tuple of more than seven elements is nested in the CLR; use a struct", UnsupportedReason.Other);
        ImmutableArray<FieldPlace>.Builder fields = ImmutableArray.CreateBuilder<FieldPlace>();
        long end = 0;
        int align = 1;
        foreach (IFieldSymbol element in type.TupleElements)
        {
            IFieldSymbol field = element.CorrespondingTupleField ?? element;
            TypeShape shape = Of(field.Type);
            if (shape is UnsupportedShape bad)
                return new UnsupportedShape($"its element '{element.Name}' has type '{field.Type.ToDisplayString()}', and {bad.Reason}", bad.Kind);
            end = AlignUp(end, shape.Align);
            fields.Add(new FieldPlace(field, (int)end, shape.Size));
            end += shape.Size;
            align = Math.Max(align, shape.Align);
        }
        return end > MaxSize
            ? new UnsupportedShape(TooLarge, UnsupportedReason.Other)
            : new StructShape(new StructLayout(type, (int)Math.Max(AlignUp(end, align), 1), align, fields.ToImmutable()));
    }
}
