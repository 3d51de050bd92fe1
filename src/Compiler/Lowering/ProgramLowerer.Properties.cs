using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Properties: globals, map entries, ring buffer records, auto-properties, and those with a getter of their own.</summary>
partial class ProgramLowerer
{
    /// <summary>The variable behind a property; null where it has none.</summary>
    private Place? LowerPropertyPlace(IPropertyReferenceOperation reference)
    {
        IPropertySymbol property = reference.Property;
        if (_context.Bound.IsRefused(property))
            return PoisonPlace(reference.Type);
        if (_context.Bound.FindGlobal(property) is { } global && CheckReceiver(reference.Instance))
        {
            return new MemoryPlace(
                new IrGlobalAddress(global.Ir), global.Type, global.Ir.Align,
                IsReadOnly: global.IsReadOnly);
        }
        if (MapKinds.IsMap(property.Type) && !property.IsStatic && FindMap(reference) is not null)
        {
            ReportUnsupported(reference, "a map can only be used through its members");
            return PoisonPlace(null);
        }
        if (MapKinds.IsMap(reference.Instance?.Type))
            return LowerMapIndexer(reference);
        if (KnownNames.IsApi(property.ContainingType, "RingBufferSlot") && property.Name == "Value")
            return LowerSlotValue(reference);
        if (BackingField(property) is { } field && reference.Instance is { Type.IsValueType: true } instance)
            return FieldOf(LowerPlace(instance), field, reference);
        return null;
    }

    private static IFieldSymbol? BackingField(IPropertySymbol property)
    {
        foreach (ISymbol member in property.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol { IsStatic: false } field && Is(field.AssociatedSymbol ?? field, property))
                return HasOwnBody(property) ? null : field;
        }
        return null;
    }

    // A property with a body may still have a backing field, through the 'field' keyword.
    private static bool HasOwnBody(IPropertySymbol property) =>
        property.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.PropertyDeclarationSyntax declaration
            && (declaration.ExpressionBody is not null || declaration.AccessorList?.Accessors.Any(a => a.Body is not null || a.ExpressionBody is not null) == true));

    /// <summary>A property's value where there is no variable behind it; null where there is one.</summary>
    private IrValue? TryLowerPropertyValue(IPropertyReferenceOperation reference)
    {
        if (KnownNames.IsApi(reference.Property.ContainingType, "Bpf"))
            return LowerBpfProperty(reference);
        if (!HasGetter(reference))
            return null;
        MemoryPlace result = NewTemporary(reference.Type!, "result");
        InlineGetter(reference, result);
        return LoadPlace(result, reference);
    }

    private bool TryLowerPropertyInto(IPropertyReferenceOperation reference, MemoryPlace destination)
    {
        if (KnownNames.IsApi(reference.Property.ContainingType, "Bpf"))
        {
            LowerBpfPropertyInto(reference, destination);
            return true;
        }
        if (!HasGetter(reference))
            return false;
        InlineGetter(reference, destination);
        return true;
    }

    private bool HasGetter(IPropertyReferenceOperation reference) =>
        reference.Property is { GetMethod: { } getter, RefKind: RefKind.None, PartialImplementationPart: null } property
        && !getter.DeclaringSyntaxReferences.IsEmpty
        && _context.Bound.FindGlobal(property) is null
        && _context.Bound.FindMap(property) is null
        && HasOwnBody(property);

    private void InlineGetter(IPropertyReferenceOperation reference, MemoryPlace result)
    {
        IMethodSymbol getter = reference.Property.GetMethod!;
        if (!CheckReceiver(reference.Instance) || !CheckContainer(getter, reference))
            return;
        if (_context.BodyOf(getter) is { } body)
            InlineCall(getter, body, LowerReceiver(reference.Instance, getter), reference.Arguments, result, reference);
        else
            Report(LanguageDiagnostics.Call, reference, reference.Property.ToDisplayString(), "its source is not in this project");
    }
}
