using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Emit;
using BpfSharp.Compiler.Ir;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Types;

/// <summary>Describes C# types in the C terms that BTF has: what bpftool prints of maps, globals and arguments.</summary>
internal sealed partial class DebugTypeMap(TypeShapes shapes)
{
    private static readonly DebugInt s_char = new("char", 1, DebugEncoding.SignedChar);
    private readonly Dictionary<ITypeSymbol, DebugType> _types = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<DebugType, DebugPointer> _pointers = [];
    private readonly Dictionary<SpecialType, DebugInt> _integers = [];
    private readonly HashSet<string> _kernelNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DebugRecord> _references = new(StringComparer.Ordinal);
    private DebugRecord? _iteratorMeta;

    /// <summary>The kernel's <c>int</c>: what programs return and arrays are indexed by.</summary>
    public DebugType Int => Of(SpecialType.System_Int32);

    /// <summary>What tells a result from a status.</summary>
    public DebugType Int64 => Of(SpecialType.System_Int64);

    /// <summary>What texts are made of.</summary>
    public static DebugType Char => s_char;

    /// <summary>A counter of 64 bits.</summary>
    public DebugType UInt64 => Of(SpecialType.System_UInt64);

    /// <summary>What programs are given: a context whose type is the hook's.</summary>
    public DebugType Context => PointerTo(DebugVoid.Instance);

    /// <summary>What iterators write with (include/linux/bpf.h, struct bpf_iter_meta).</summary>
    public DebugRecord IteratorMeta => _iteratorMeta ??= new DebugRecord("bpf_iter_meta___bpfsharp", isUnion: false)
    {
        IsKernelType = true,
        Size = 8,
        Align = 8,
        Members = { new DebugMember("seq", PointerTo(new DebugRecord("seq_file___bpfsharp", isUnion: false) { IsKernelType = true, Size = 1 }), 0) },
    };

    public DebugType Of(ITypeSymbol type)
    {
        if (!_types.TryGetValue(type, out DebugType? known))
        {
            known = Describe(type);
            _types[type] = known;
        }
        return known;
    }

    public DebugPointer PointerTo(DebugType target)
    {
        if (!_pointers.TryGetValue(target, out DebugPointer? pointer))
            _pointers[target] = pointer = new DebugPointer(target);
        return pointer;
    }

    /// <summary>A pointer to a kernel type that the kernel finds by the very name: one with a flavour it would not know.</summary>
    public DebugPointer ReferenceTo(ITypeSymbol type)
    {
        if (KernelName(type) is not { Length: > 0 } name || Of(type) is DebugRecord { IsTypedef: false } own && own.Name == name)
            return PointerTo(Of(type));
        if (!_references.TryGetValue(name, out DebugRecord? record))
            _references[name] = record = new DebugRecord(name, isUnion: false);
        return PointerTo(record);
    }

    private DebugType Describe(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Void } => DebugVoid.Instance,
        IPointerTypeSymbol pointer => PointerTo(Of(pointer.PointedAtType)),
        INamedTypeSymbol { TypeArguments: [var target] } user when KnownNames.IsApi(user, "UserPointer") => PointerTo(Of(target)),
        INamedTypeSymbol { TypeKind: TypeKind.Enum } e => DescribeEnum(e),
        INamedTypeSymbol s when shapes.Of(s) is StructShape shape => DescribeStruct(s, shape.Layout),
        _ => Of(type.SpecialType),
    };

    private DebugInt Of(SpecialType type)
    {
        if (!_integers.TryGetValue(type, out DebugInt? known))
            _integers[type] = known = Create(type);
        return known;
    }

    private static DebugInt Create(SpecialType type) => type switch
    {
        SpecialType.System_Boolean => new("_Bool", 1, DebugEncoding.Boolean),
        SpecialType.System_SByte => new("signed char", 1, DebugEncoding.SignedChar),
        SpecialType.System_Byte => new("unsigned char", 1, DebugEncoding.UnsignedChar),
        SpecialType.System_Int16 => new("short", 2, DebugEncoding.Signed),
        SpecialType.System_UInt16 or SpecialType.System_Char => new("unsigned short", 2, DebugEncoding.Unsigned),
        SpecialType.System_Int32 => new("int", 4, DebugEncoding.Signed),
        SpecialType.System_UInt32 => new("unsigned int", 4, DebugEncoding.Unsigned),
        SpecialType.System_Int64 or SpecialType.System_IntPtr => new("long", 8, DebugEncoding.Signed),
        _ => new("unsigned long", 8, DebugEncoding.Unsigned),
    };

    private DebugType DescribeEnum(INamedTypeSymbol type)
    {
        IntegerShape shape = (IntegerShape)shapes.Of(type);
        string? kernelName = KernelName(type);
        // BTF enums of other than four bytes are enum64 (kernel 6.0) or unknown to old kernels: describe those as integers.
        if (shape.Size != 4 && (kernelName is null || shape.Size != 8))
            return Of(type.EnumUnderlyingType!.SpecialType);
        var values = System.Collections.Immutable.ImmutableArray.CreateBuilder<(string, long)>();
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IFieldSymbol { HasConstantValue: true } field)
                values.Add((field.Name, field.ConstantValue is ulong wide ? unchecked((long)wide) : Convert.ToInt64(field.ConstantValue, System.Globalization.CultureInfo.InvariantCulture)));
        }
        return new DebugEnum(kernelName is null ? type.Name : OwnFlavour(kernelName), shape.Size, shape.IsSigned) { Values = values.ToImmutable(), IsTypedef = HasFlag(type, "IsTypedef") };
    }

    private DebugType DescribeStruct(INamedTypeSymbol type, StructLayout layout)
    {
        if (KernelName(type) is { } kernelName)
        {
            DebugRecord record = new(kernelName.Length == 0 ? "" : OwnFlavour(kernelName), HasFlag(type, "IsUnion")) { IsKernelType = true, IsTypedef = HasFlag(type, "IsTypedef") };
            return KernelAssembly.Has(type) ? Grow(record) : DescribeRecord(type, layout, record);
        }
        if (KnownNames.IsApi(type, "KernelPointer"))
            return PointerTo(Of(type.TypeArguments[0]));
        if (KnownNames.IsApi(type, ValueFields.Kptr))
            return new DebugPointer(ReferenceTo(type.TypeArguments[0]).Target, ValueFields.KernelName(type));
        // A command name prints as text when its BTF says char.
        if (KnownNames.IsApi(type, "Comm"))
            return new DebugArray(s_char, layout.Size);
        if (layout.InlineLength > 0 && layout.Fields.Length == 1)
            return new DebugArray(Of(layout.Fields[0].Field.Type), layout.InlineLength);
        return DescribeRecord(type, layout, new DebugRecord(ValueFields.KernelName(type) ?? type.Name, isUnion: false));
    }

    private DebugRecord DescribeRecord(INamedTypeSymbol type, StructLayout layout, DebugRecord record)
    {
        _types[type] = record; // first, so that a struct may point to itself
        record.Size = layout.Size;
        record.Align = layout.Align;
        foreach (FieldPlace place in layout.Fields)
        {
            record.Members.Add(new DebugMember(MemberName(place.Field), TypeOf(place), record.IsUnion ? 0 : place.Offset * 8));
        }
        if (record.IsUnion)
            record.Size = record.Members.Select(member => DebugTypeSize.Of(member.Type)).DefaultIfEmpty(1).Max();
        return record;
    }

    private DebugType TypeOf(FieldPlace place) => place is { FixedLength: > 0, Field.Type: IPointerTypeSymbol buffer }
        ? new DebugArray(Of(buffer.PointedAtType), place.FixedLength)
        : Of(place.Field.Type);

    /// <summary>
    /// Two C# types may stand for one kernel type. LLVM keeps relocations by the type's name and would take one for the
    /// other, so the second gets a flavour, which loaders leave out.
    /// </summary>
    private string OwnFlavour(string kernelName)
    {
        string name = kernelName;
        for (int number = 2; !_kernelNames.Add(name); number++)
            name = $"{kernelName}{(kernelName.Contains("___") ? "_" : "___")}{number}";
        return name;
    }

    // An auto-property's backing field is called by the property's name.
    private static string MemberName(IFieldSymbol field) => field.AssociatedSymbol?.Name ?? field.Name;

    private static bool HasFlag(ITypeSymbol type, string name) =>
        KnownNames.FindAttribute(type, "KernelTypeAttribute") is { } attribute && KnownNames.NamedArgument(attribute, name) is true;

    /// <summary>
    /// The kernel type that a <c>[KernelType]</c> struct stands for; null for any other type. Empty for one that has no name
    /// in the kernel either, and is only found through the type around it.
    /// </summary>
    public static string? KernelName(ITypeSymbol type) =>
        KnownNames.FindAttribute(type, "KernelTypeAttribute") is { ConstructorArguments: [{ Value: string name }] } ? name : null;
}
