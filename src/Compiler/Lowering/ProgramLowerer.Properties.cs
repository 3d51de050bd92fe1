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
        if (_context.Bound.FindGlobal(property) is { IsSymbol: false } global && CheckReceiver(reference.Instance))
        {
            return new MemoryPlace(
                new IrGlobalAddress(global.Ir), global.Type, global.Ir.Align,
                IsReadOnly: global.IsReadOnly);
        }
        if (property.Name == "SessionCookie" && KnownNames.IsApi(property.ContainingType, "Bpf"))
            return SessionCookie(reference);
        if (MapKinds.IsMap(property.Type) && !property.IsStatic && FindMap(reference) is not null)
        {
            ReportUnsupported(reference, "a map can only be used through its members");
            return PoisonPlace(null);
        }
        if (MapKinds.IsMap(reference.Instance?.Type))
            return LowerMapIndexer(reference);
        if (KnownNames.IsApi(property.ContainingType, "RingBufferSlot") && property.Name == "Value")
            return LowerSlotValue(reference);
        if (property.IsIndexer && reference.Instance is { } span && SpanElement(span.Type) is { } element && reference.Arguments.Length == 1)
        {
            SpanValue value = LowerSpan(span);
            IOperation index = reference.Arguments[0].Value;
            return SpanElementPlace(value, HideIndex(LowerIndex(index), index, Shapes.Of(element).Size), element);
        }
        if (reference.Instance is { } instance && TypeOf(instance) is { IsValueType: true } && BackingField(property) is { } field)
            return FieldOf(LowerPlace(instance), field, reference);
        if (property.RefKind != RefKind.None && property.GetMethod is { } getter && !getter.DeclaringSyntaxReferences.IsEmpty)
        {
            MemoryPlace holder = NewReferenceHolder("reference");
            InlineGetter(reference, holder);
            return ReferencedBy(holder, property.Type);
        }
        return null;
    }

    internal static IFieldSymbol? BackingField(IPropertySymbol property)
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
        property.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.BasePropertyDeclarationSyntax declaration
            && (declaration is Microsoft.CodeAnalysis.CSharp.Syntax.PropertyDeclarationSyntax { ExpressionBody: not null } or Microsoft.CodeAnalysis.CSharp.Syntax.IndexerDeclarationSyntax { ExpressionBody: not null } || declaration.AccessorList?.Accessors.Any(a => a.Body is not null || a.ExpressionBody is not null) == true));

    /// <summary>A property's value where there is no variable behind it; null where there is one.</summary>
    private IrValue? TryLowerPropertyValue(IPropertyReferenceOperation reference)
    {
        if (KnownNames.IsApi(reference.Property.ContainingType, "Bpf"))
            return LowerBpfProperty(reference);
        if (_context.Bound.FindGlobal(reference.Property) is { IsSymbol: true } symbol && CheckReceiver(reference.Instance))
            return SymbolAddress(symbol);
        if (TryLowerReferenceProperty(reference) is { } value)
            return value;
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
        if (TryLowerNullableMemberInto(reference, reference.Instance, reference.Property.Name, destination))
            return true;
        if (!HasGetter(reference))
            return false;
        InlineGetter(reference, destination);
        return true;
    }

    private bool HasGetter(IPropertyReferenceOperation reference) =>
        ResolveGetter(reference) is { RefKind: RefKind.None, PartialImplementationPart: null } property
        && !property.GetMethod!.DeclaringSyntaxReferences.IsEmpty
        && _context.Bound.FindGlobal(property) is null
        && _context.Bound.FindMap(property) is null
        && HasOwnBody(property);

    /// <summary>The property that is read, which a type parameter's argument may implement; null where it has no getter.</summary>
    private IPropertySymbol? ResolveGetter(IPropertyReferenceOperation reference)
    {
        if (reference.Property.GetMethod is not { } getter)
            return null;
        ITypeSymbol? receiver = reference.Instance?.Type ?? reference.ConstrainedToType;
        return receiver is ITypeParameterSymbol || getter.ContainingType.TypeKind == TypeKind.Interface
            ? _frame.Types.Resolve(getter, receiver)?.AssociatedSymbol as IPropertySymbol
            : reference.Property;
    }

    /// <summary>The field behind an accessor that is written as <c>get;</c> or <c>set;</c> beside one with a body.</summary>
    private static IFieldSymbol? AutoAccessor(IMethodSymbol accessor)
    {
        bool isAuto = accessor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.AccessorDeclarationSyntax { Body: null, ExpressionBody: null };
        if (!isAuto || accessor.AssociatedSymbol is not IPropertySymbol property)
            return null;
        foreach (ISymbol member in accessor.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol { IsStatic: false } field && Is(field.AssociatedSymbol ?? field, property))
                return field;
        }
        return null;
    }

    private void InlineGetter(IPropertyReferenceOperation reference, MemoryPlace result)
    {
        if (ResolveMethod(reference.Property.GetMethod!, reference.Instance?.Type ?? reference.ConstrainedToType, reference) is not { } getter)
            return;
        if (!CheckReceiver(reference.Instance) || !CheckContainer(getter, reference))
            return;
        if (AutoAccessor(getter) is { } field && LowerReceiver(reference.Instance, getter) is { } holder)
            CopyInto(FieldOf(holder, field, reference), result, reference);
        else if (_context.BodyOf(getter) is { } body)
            InlineCall(getter, body, LowerReceiver(reference.Instance, getter), reference.Arguments, result, reference);
        else
            Report(LanguageDiagnostics.Call, reference, reference.Property.ToDisplayString(), ReasonFor(getter));
    }
}
