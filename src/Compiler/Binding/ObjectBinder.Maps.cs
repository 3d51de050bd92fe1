using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
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
        else if (KnownNames.FindAttribute(property, "KconfigAttribute") is { } kconfig)
            BindConfiguration(property, kconfig, bound);
        else if (KnownNames.FindAttribute(property, "KsymAttribute") is { } ksym)
            BindSymbol(property, ksym, bound);
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

        if (BuildMap(property, property.Type, kind, attribute, bound.Maps.Count, ReadMaxEntries(property, kind, attribute, "MaxEntries"), isInner: false) is { } map)
        {
            bound.Maps.Add(map);
            bound.HasValueFields |= !map.Fields.IsEmpty;
        }
        else
            bound.Refused.Add(property);
    }

    private BoundMap? BuildMap(IPropertySymbol property, ITypeSymbol type, MapKind kind, AttributeData? attribute, int index, uint maxEntries, bool isInner)
    {
        System.Collections.Immutable.ImmutableArray<ITypeSymbol> arguments = ((INamedTypeSymbol)type).TypeArguments;
        ITypeSymbol? key = kind.HasKey ? arguments[0] : null;
        // Maps without type arguments have nothing that is asked for its type.
        ITypeSymbol value = arguments.IsEmpty ? type : arguments[arguments.Length - 1];
        if ((!arguments.IsEmpty && kind.Family != MapFamily.Maps && !CheckData(value, property)) || (key is not null && !CheckData(key, property)))
            return null;
        if ((key is not null && !CheckHasNoValueFields(key, property)) || (!arguments.IsEmpty && kind.Family != MapFamily.Maps && !CheckValueFields(value, kind, isInner, property)))
            return null;
        if (!isInner)
            CheckInnerMaxEntries(property, kind, attribute);
        BoundMap? inner = null;
        if (kind.Family == MapFamily.Maps && (inner = BuildInner(property, value, attribute, index, isInner)) is null)
            return null;
        if (kind.Family == MapFamily.Trie && key is not null)
            CheckTrieKey(property, key);
        uint flags = kind.RequiredFlags | (attribute is not null && !isInner && KnownNames.NamedArgument(attribute, "Flags") is { } raw
            ? Convert.ToUInt32(raw, System.Globalization.CultureInfo.InvariantCulture)
            : 0);
        int depth = ReadStackDepth(property, kind, attribute);
        bool holdsDescriptors = kind.Family is MapFamily.PerfBuffer or MapFamily.Handles or MapFamily.Redirect or MapFamily.Maps;
        IrMap ir = new(property.Name, kind.MapType, spans.Of(property))
        {
            // Perf buffers: as many as there are CPUs, which the loader knows. How large they are is no business of the map.
            MaxEntries = kind.Family is MapFamily.PerfBuffer or MapFamily.Storage ? 0 : maxEntries,
            Flags = flags,
            Extra = isInner ? 0 : ReadHashFunctions(property, kind, attribute),
            Inner = inner?.Ir,
            Key = key is not null ? debugTypes.Of(key) : kind.IsIndexed ? debugTypes.Int : null,
            Value = kind switch
            {
                { HasValue: true } => debugTypes.Of(value),
                { Family: MapFamily.StackTrace } => new DebugArray(debugTypes.UInt64, depth),
                _ => holdsDescriptors ? debugTypes.Int : null,
            },
        };
        return new BoundMap(property, index, kind, key, value, maxEntries, flags, ir)
        {
            Inner = inner,
            Fields = kind.HasValue ? [.. ValueFields.Of(value, shapes)] : [],
            KeySize = key is not null ? shapes.Of(key).Size : kind.IsIndexed ? sizeof(int) : 0,
            ValueSize = kind switch
            {
                { HasValue: true } => shapes.Of(value).Size,
                { Family: MapFamily.StackTrace } => sizeof(ulong) * depth,
                _ => holdsDescriptors ? sizeof(int) : 0,
            },
        };
    }

    private void CheckInnerMaxEntries(IPropertySymbol property, MapKind kind, AttributeData? attribute)
    {
        if (kind.Family != MapFamily.Maps && attribute is not null && KnownNames.NamedArgument(attribute, "InnerMaxEntries") is not null)
            diagnostics.Report(ObjectDiagnostics.MapArguments, property.Locations[0], property.Name, "only a map of maps has InnerMaxEntries");
    }

    /// <summary>What the maps in a map of maps are like.</summary>
    private BoundMap? BuildInner(IPropertySymbol property, ITypeSymbol type, AttributeData? attribute, int index, bool isInner)
    {
        MapKind? kind = MapKinds.Of(type);
        if (isInner || kind is null or { Family: MapFamily.Maps or MapFamily.Handles or MapFamily.Redirect or MapFamily.Storage or MapFamily.StackTrace } or { IsBuffer: true })
        {
            diagnostics.Report(ObjectDiagnostics.MapArguments, property.Locations[0], property.Name,
                $"'{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' cannot be inside of another map; hash tables, arrays, tries, queues, stacks and Bloom filters can");
            return null;
        }
        return BuildMap(property, type, kind, attribute, index, ReadMaxEntries(property, kind, attribute, "InnerMaxEntries"), isInner: true);
    }

    private int ReadStackDepth(IPropertySymbol property, MapKind kind, AttributeData? attribute)
    {
        // include/uapi/linux/perf_event.h, PERF_MAX_STACK_DEPTH: what kernel.perf_event_max_stack is unless changed.
        const int usual = 127;
        if (attribute is null || KnownNames.NamedArgument(attribute, "StackDepth") is not int depth)
            return usual;
        string? problem = kind.Family != MapFamily.StackTrace ? "only a StackTraceMap has a StackDepth"
            : depth is < 1 or > usual ? $"a stack trace has from 1 to {usual} frames, not {depth}"
            : null;
        if (problem is not null)
            diagnostics.Report(ObjectDiagnostics.MapArguments, property.Locations[0], property.Name, problem);
        return Math.Min(Math.Max(depth, 1), usual);
    }

    private uint ReadHashFunctions(IPropertySymbol property, MapKind kind, AttributeData? attribute)
    {
        if (attribute is null || KnownNames.NamedArgument(attribute, "HashFunctions") is not int count)
            return 0;
        // kernel/bpf/bloom_filter.c: the low four bits of map_extra.
        string? problem = kind.Family != MapFamily.Bloom ? "only a BloomFilter<T> has hash functions"
            : count is < 1 or > 15 ? $"a Bloom filter has from 1 to 15 hash functions, not {count}"
            : null;
        if (problem is not null)
            diagnostics.Report(ObjectDiagnostics.MapArguments, property.Locations[0], property.Name, problem);
        return (uint)count;
    }

    /// <summary>Says of a trie's key what the kernel would refuse, or quietly compare wrongly.</summary>
    private void CheckTrieKey(IPropertySymbol property, ITypeSymbol key)
    {
        // kernel/bpf/lpm_trie.c: the length, and from 1 to 256 bytes of data.
        string? problem = shapes.Of(key) switch
        {
            StructShape { Layout: { Fields: [{ Field.Type.SpecialType: SpecialType.System_UInt32, Offset: 0 }, ..] } layout } =>
                layout.Size is < 5 or > 260 ? $"the data behind the prefix's length has from 1 to 256 bytes, not {layout.Size - 4}"
                : !StructPadding.Of(key, shapes).IsEmpty ? "its padding would be part of the prefix; use smaller fields, or [StructLayout(LayoutKind.Sequential, Pack = 1)]"
                : null,
            _ => "it must be a struct whose first field is the prefix's length in bits, a 'uint', such as Ipv4Prefix",
        };
        if (problem is not null)
            diagnostics.Report(ObjectDiagnostics.MapArguments, property.Locations[0], property.Name, $"'{key.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' cannot be the key of a trie: {problem}");
    }

    private uint ReadMaxEntries(IPropertySymbol property, MapKind kind, AttributeData? attribute, string argument)
    {
        int entries = attribute is not null && KnownNames.NamedArgument(attribute, argument) is int given ? given : 0;
        if (kind.Family == MapFamily.Storage)
        {
            // kernel/bpf/bpf_local_storage.c: there are as many as there are objects.
            if (entries != 0)
                diagnostics.Report(ObjectDiagnostics.MapArguments, property.Locations[0], property.Name, $"a {kind.TypeName} has a value for each object and no MaxEntries; leave it away");
            return 0;
        }
        string? problem = entries switch
        {
            <= 0 => kind.IsBuffer ? "the size of the buffer in bytes" : argument == "MaxEntries" ? "the largest number of entries" : "InnerMaxEntries = …, the largest number of entries of each inner map",
            // kernel/bpf/ringbuf.c: a power of two and a multiple of the page size.
            _ when kind.IsBuffer && (entries % PageSize != 0 || (entries & (entries - 1)) != 0) =>
                $"a buffer's size is a power of two and a multiple of {PageSize}, not {entries}",
            _ => null,
        };
        if (problem is not null)
            diagnostics.Report(ObjectDiagnostics.MapMaxEntries, property.Locations[0], property.Name, problem);
        return (uint)Math.Max(entries, 1);
    }
}
