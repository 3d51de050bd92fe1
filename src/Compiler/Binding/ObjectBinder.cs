using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BpfSharp.Compiler.Binding;

/// <summary>Finds the maps, globals and programs of a class and says what is wrong with them.</summary>
internal sealed partial class ObjectBinder(
    INamedTypeSymbol type, string license, TypeShapes shapes, DebugTypeMap debugTypes, SourceSpans spans, DiagnosticBag diagnostics)
{
    /// <summary>Lets programs use every helper; bare MIT would lose the GPL-only ones.</summary>
    public const string DefaultLicense = "Dual MIT/GPL";

    public BoundObject Bind(CancellationToken cancellation)
    {
        CheckClass();
        BoundObject bound = new(type, license);

        foreach (ISymbol member in type.GetMembers())
        {
            cancellation.ThrowIfCancellationRequested();
            switch (member)
            {
                case IPropertySymbol property when property.PartialDefinitionPart is null:
                    BindProperty(property, bound);
                    break;
                case IMethodSymbol { PartialDefinitionPart: null } method:
                    BindMethod(method, bound);
                    break;
            }
        }

        CheckFallbacks(bound);
        CheckSectionNames(bound);
        return bound;
    }

    private void CheckClass()
    {
        Location location = type.Locations[0];
        if (!IsPartial(type))
            diagnostics.Report(ObjectDiagnostics.ClassMustBePartial, location, type.Name);

        string? problem = type switch
        {
            { IsStatic: true } => "it is static, and an object must be opened and disposed",
            { IsAbstract: true } => "it is abstract",
            { IsSealed: false } => "it is not sealed; declare it 'sealed partial class'",
            { IsGenericType: true } => "it is generic, and one object would be needed for each type argument",
            { IsRecord: true } => "it is a record, whose copies would share kernel resources",
            { IsFileLocal: true } => "it is file-local, so its other half cannot be generated",
            _ => null,
        };
        if (problem is not null)
            diagnostics.Report(ObjectDiagnostics.ClassShape, location, type.Name, problem);

        if (type.BaseType is { SpecialType: not SpecialType.System_Object, TypeKind: not TypeKind.Error } other && !KnownNames.IsApi(other, "BpfObject"))
            diagnostics.Report(ObjectDiagnostics.ClassBase, location, type.Name, other.ToDisplayString());

        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (!IsPartial(outer))
                diagnostics.Report(ObjectDiagnostics.ClassMustBePartial, location, outer.Name);
        }
    }

    private static bool IsPartial(INamedTypeSymbol symbol)
    {
        foreach (SyntaxReference reference in symbol.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is not TypeDeclarationSyntax declaration || !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
                return false;
        }
        return true;
    }

    /// <summary>The kernel's names are ASCII letters, digits, underscores and dots (kernel/bpf/syscall.c, bpf_obj_name_cpy).</summary>
    private bool CheckName(ISymbol symbol, string what)
    {
        foreach (char c in symbol.Name)
        {
            if (c is not (>= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_'))
            {
                diagnostics.Report(ObjectDiagnostics.ReservedName, symbol.Locations[0], symbol.Name, what, "the kernel takes only ASCII letters, digits and underscores");
                return false;
            }
        }
        if (symbol.Name is "_license" || symbol.Name.StartsWith("bpfsharp_", StringComparison.Ordinal))
        {
            diagnostics.Report(ObjectDiagnostics.ReservedName, symbol.Locations[0], symbol.Name, what, "the compiler uses it for a symbol of its own");
            return false;
        }
        return true;
    }

    private static bool IsDeclaredPartial(IPropertySymbol property) =>
        property.DeclaringSyntaxReferences.Length > 0
        && property.DeclaringSyntaxReferences[0].GetSyntax() is PropertyDeclarationSyntax declaration
        && declaration.Modifiers.Any(SyntaxKind.PartialKeyword);

    /// <summary>Says why a type cannot be shared with the kernel, if it cannot.</summary>
    private bool CheckData(ITypeSymbol data, ISymbol member)
    {
        switch (shapes.Of(data))
        {
            case UnsupportedShape { Kind: UnsupportedReason.Broken }:
                diagnostics.NoteBrokenCode();
                return false;
            case UnsupportedShape bad:
                diagnostics.Report(ObjectDiagnostics.DataType, member.Locations[0], data.ToDisplayString(), member.Name, bad.Reason);
                return false;
            case SlotShape:
                diagnostics.Report(ObjectDiagnostics.DataType, member.Locations[0], data.ToDisplayString(), member.Name, "a ring buffer slot only lives inside a program");
                return false;
            default:
                if (shapes.WhyNotShared(data) is not { } reason)
                    return true;
                diagnostics.Report(ObjectDiagnostics.DataType, member.Locations[0], data.ToDisplayString(), member.Name, reason);
                return false;
        }
    }
}
