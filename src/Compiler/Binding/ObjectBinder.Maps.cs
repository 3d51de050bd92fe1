using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BpfSharp.Compiler.Binding;

partial class ObjectBinder
{
    private const uint PageSize = 4096;

    private void BindProperty(IPropertySymbol property, BoundObject bound)
    {
        MapKind? kind = MapKinds.Of(property.Type);
        AttributeData? attribute = KnownNames.FindAttribute(property, "BpfMapAttribute");
        bool isGlobal = kind is null && IsDeclaredPartial(property) && !IsImplementedByUser(property);
        if (!isGlobal && KnownNames.FindAttribute(property, "InitialValueAttribute") is not null)
            diagnostics.Report(ObjectDiagnostics.InitialValue, property.Locations[0], property.Name, "it is not a global");
        if (kind is not null && (attribute is not null || IsDeclaredPartial(property)))
            BindMap(property, kind, attribute, bound);
        else if (attribute is not null)
            diagnostics.Report(ObjectDiagnostics.MapAttribute, property.Locations[0], property.Name, property.Type.ToDisplayString());
        else if (isGlobal)
            BindGlobal(property, bound);
    }

    /// <summary>
    /// Whether the class itself implements a partial property, which then is no business of ours. After generation our
    /// own half is there too: analyzers see it.
    /// </summary>
    private static bool IsImplementedByUser(IPropertySymbol property) =>
        property.PartialImplementationPart is { DeclaringSyntaxReferences: [var reference, ..] }
        && reference.GetSyntax() is PropertyDeclarationSyntax declaration
        && !declaration.AttributeLists.ToString().Contains("\"BpfSharp.Generator\"");

    private void BindMap(IPropertySymbol property, MapKind kind, AttributeData? attribute, BoundObject bound)
    {
        if (property is not { IsStatic: false, SetMethod: null, GetMethod: not null, RefKind: RefKind.None } || !IsDeclaredPartial(property))
            diagnostics.Report(ObjectDiagnostics.MapShape, property.Locations[0], property.Name, property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        if (!CheckName(property, "map"))
        {
            bound.Refused.Add(property);
            return;
        }

        System.Collections.Immutable.ImmutableArray<ITypeSymbol> arguments = ((INamedTypeSymbol)property.Type).TypeArguments;
        ITypeSymbol? key = kind.HasKey ? arguments[0] : null;
        ITypeSymbol value = arguments[arguments.Length - 1];
        if (!CheckData(value, property) || (key is not null && !CheckData(key, property)))
        {
            bound.Refused.Add(property);
            return;
        }

        uint maxEntries = ReadMaxEntries(property, kind, attribute);
        uint flags = attribute is not null && KnownNames.NamedArgument(attribute, "Flags") is { } raw
            ? Convert.ToUInt32(raw, System.Globalization.CultureInfo.InvariantCulture)
            : 0;
        bool isRing = kind.Family == MapFamily.RingBuffer;
        IrMap ir = new(property.Name, kind.MapType, spans.Of(property))
        {
            MaxEntries = maxEntries,
            Flags = flags,
            Key = key is not null ? debugTypes.Of(key) : isRing ? null : debugTypes.Int,
            Value = isRing ? null : debugTypes.Of(value),
        };
        bound.Maps.Add(new BoundMap(property, bound.Maps.Count, kind, key, value, maxEntries, flags, ir));
    }

    private uint ReadMaxEntries(IPropertySymbol property, MapKind kind, AttributeData? attribute)
    {
        int entries = attribute is not null && KnownNames.NamedArgument(attribute, "MaxEntries") is int given ? given : 0;
        string? problem = entries switch
        {
            <= 0 => kind.Family == MapFamily.RingBuffer ? "the size of the buffer in bytes" : "the largest number of entries",
            // kernel/bpf/ringbuf.c: a power of two and a multiple of the page size.
            _ when kind.Family == MapFamily.RingBuffer && (entries % PageSize != 0 || (entries & (entries - 1)) != 0) =>
                $"a ring buffer's size is a power of two and a multiple of {PageSize}, not {entries}",
            _ => null,
        };
        if (problem is not null)
            diagnostics.Report(ObjectDiagnostics.MapMaxEntries, property.Locations[0], property.Name, problem);
        return (uint)Math.Max(entries, 1);
    }
}
