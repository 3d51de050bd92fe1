using System.Collections.Immutable;
using System.Runtime.InteropServices;
using BpfSharp.Compiler.Binding;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Types;

/// <summary>Decides the shape of each C# type, once.</summary>
internal sealed partial class TypeShapes
{
    // More than any map value or data section the kernel accepts, and far from overflowing.
    private const long MaxSize = 1 << 28;
    private const string TooLarge = "it is too large for the kernel";

    private readonly Dictionary<ITypeSymbol, TypeShape> _shapes = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ITypeSymbol> _inProgress = new(SymbolEqualityComparer.Default);

    /// <summary>What type parameters stand for where types are asked for; null outside methods.</summary>
    public TypeArguments? Arguments { get; set; }

    /// <param name="type">Null where half-typed code has no type yet.</param>
    public TypeShape Of(ITypeSymbol? type)
    {
        if (type is null)
            return new UnsupportedShape("the type is not known", UnsupportedReason.Broken);
        type = Arguments?.Resolve(type) ?? type;
        if (_shapes.TryGetValue(type, out TypeShape? known))
            return known;
        if (!_inProgress.Add(type))
            return new UnsupportedShape("it contains itself", UnsupportedReason.Broken);
        TypeShape shape = Decide(type);
        _inProgress.Remove(type);
        _shapes[type] = shape;
        return shape;
    }

    private TypeShape Decide(ITypeSymbol type)
    {
        switch (type.SpecialType)
        {
            case SpecialType.System_Boolean: return new IntegerShape(8, IsSigned: false, IsBool: true);
            case SpecialType.System_SByte: return new IntegerShape(8, true);
            case SpecialType.System_Byte: return new IntegerShape(8, false);
            case SpecialType.System_Int16: return new IntegerShape(16, true);
            case SpecialType.System_UInt16: return new IntegerShape(16, false);
            case SpecialType.System_Char: return new IntegerShape(16, false);
            case SpecialType.System_Int32: return new IntegerShape(32, true);
            case SpecialType.System_UInt32: return new IntegerShape(32, false);
            case SpecialType.System_Int64 or SpecialType.System_IntPtr: return new IntegerShape(64, true);
            case SpecialType.System_UInt64 or SpecialType.System_UIntPtr: return new IntegerShape(64, false);
            case SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal:
                return new UnsupportedShape("BPF has no floating-point registers", UnsupportedReason.FloatingPoint);
            case SpecialType.System_String:
                return new UnsupportedShape("strings live on the managed heap; text is kept in Comm or FixedString16 to FixedString4096", UnsupportedReason.Managed);
        }

        return type switch
        {
            IErrorTypeSymbol => new UnsupportedShape("the type is not known", UnsupportedReason.Broken),
            IPointerTypeSymbol pointer => new PointerShape(pointer.PointedAtType),
            INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying } => Of(underlying),
            INamedTypeSymbol { TypeKind: TypeKind.Struct } named => DecideStruct(named),
            IFunctionPointerTypeSymbol => new UnsupportedShape("what it points to must be known at build time: keep it in a variable that never changes, or pass it to a method", UnsupportedReason.Other),
            ITypeParameterSymbol => new UnsupportedShape("what the type parameter stands for is not known here", UnsupportedReason.Other),
            _ => new UnsupportedShape("it is a reference type, which lives on the managed heap", UnsupportedReason.Managed),
        };
    }

    private TypeShape DecideStruct(INamedTypeSymbol type)
    {
        string full = KnownNames.FullName(type);
        if (full is "System.Half" or "System.Numerics.Complex")
            return new UnsupportedShape("BPF has no floating-point registers", UnsupportedReason.FloatingPoint);
        // How the CLR keeps them: an index from the end is the complement; a range is two indexes.
        if (full is "System.Index" or "System.Range")
            return new IntegerShape(full == "System.Index" ? 32 : 64, IsSigned: true);
        if (full is "System.Int128" or "System.UInt128")
            return new UnsupportedShape("BPF has no 128-bit registers", UnsupportedReason.Other);
        if (KnownNames.IsApi(type, "RingBufferSlot") && type.TypeArguments.Length == 1)
            return new SlotShape(type.TypeArguments[0]);
        if (KnownNames.IsApi(type, "RingBufferSpace"))
            return new SlotShape(type);
        if (KnownNames.IsApi(type, "UserPointer") && type.TypeArguments.Length == 1)
            return new PointerShape(type.TypeArguments[0]);
        // A pointer in programs; what it has on the CLR is the simulated kernel's.
        if (KnownNames.IsApi(type, "BpfOwned") && type.TypeArguments.Length == 1)
            return new StructShape(new StructLayout(type, 8, 8, []));
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            return LayOutNullable(type);
        if (type.IsTupleType)
            return LayOutTuple(type);
        if (IsSpan(type))
            return Of(type.TypeArguments[0]) is UnsupportedShape bad ? bad : new StructShape(new StructLayout(type, Lowering.SpanValue.Size, 8, []));
        return LayOut(type);
    }

    private TypeShape LayOut(INamedTypeSymbol type)
    {
        (LayoutKind kind, int pack, int declaredSize) = ReadLayout(type);
        if (kind == LayoutKind.Auto && type.Locations.Length > 0 && FindAttribute(type, "System.Runtime.InteropServices.StructLayoutAttribute") is not null)
            return new UnsupportedShape("[StructLayout(LayoutKind.Auto)] leaves the order of its fields to the runtime", UnsupportedReason.Other);

        if (CapturedParameter(type) is { } captured)
            return new UnsupportedShape($"its primary constructor's parameter '{captured}' is used by its members; keep it in a field", UnsupportedReason.Other);
        if (HidesFields(type))
            return new UnsupportedShape("its fields are not known to the compiler", UnsupportedReason.Other);

        ImmutableArray<FieldPlace>.Builder fields = ImmutableArray.CreateBuilder<FieldPlace>();
        long end = 0;
        int align = 1;
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is not IFieldSymbol { IsStatic: false } field)
                continue;
            (ITypeSymbol element, int count) = field is { IsFixedSizeBuffer: true, Type: IPointerTypeSymbol buffer }
                ? (buffer.PointedAtType, field.FixedSize)
                : (field.Type, 1);
            TypeShape shape = Of(element);
            if (field.RefKind != RefKind.None && shape is not UnsupportedShape)
                shape = new PointerShape(element);
            if (shape is UnsupportedShape bad)
                return new UnsupportedShape($"its field '{field.Name}' has type '{element.ToDisplayString()}', and {bad.Reason}", bad.Kind);

            int fieldAlign = Math.Min(shape.Align, pack);
            long offset = kind == LayoutKind.Explicit ? ExplicitOffset(field) : AlignUp(end, fieldAlign);
            long size = (long)shape.Size * count;
            end = Math.Max(end, offset + size);
            if (end > MaxSize)
                return new UnsupportedShape(TooLarge, UnsupportedReason.Other);
            fields.Add(new FieldPlace(field, (int)offset, (int)size, field.IsFixedSizeBuffer ? count : 0));
            align = Math.Max(align, fieldAlign);
        }

        // Half-typed ones may have none or several.
        int inlineLength = fields.Count == 1 ? InlineArrayLength(type) : 0;
        if (inlineLength > 0)
            end *= inlineLength;
        // An empty struct has one byte on the CLR, and a declared size is not rounded up.
        long total = Math.Max(declaredSize > 0 ? Math.Max(end, declaredSize) : AlignUp(end, align), 1);
        return total > MaxSize
            ? new UnsupportedShape(TooLarge, UnsupportedReason.Other)
            : new StructShape(new StructLayout(type, (int)total, align, fields.ToImmutable(), inlineLength));
    }

    /// <summary>Reference assemblies of the framework keep no private fields, so the layout cannot be known.</summary>
    private static bool HidesFields(INamedTypeSymbol type)
    {
        if (!type.DeclaringSyntaxReferences.IsEmpty || !KnownNames.FullName(type).StartsWith("System.", StringComparison.Ordinal))
            return false;
        bool hasFields = false;
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is not IFieldSymbol { IsStatic: false } field)
                continue;
            if (field.DeclaredAccessibility != Accessibility.Public)
                return true;
            hasFields = true;
        }
        return !hasFields;
    }

    private static long AlignUp(long value, int align) => (value + align - 1) / align * align;

    private static (LayoutKind Kind, int Pack, int Size) ReadLayout(INamedTypeSymbol type)
    {
        AttributeData? attribute = FindAttribute(type, "System.Runtime.InteropServices.StructLayoutAttribute");
        if (attribute is null)
            return (LayoutKind.Sequential, 8, 0);
        LayoutKind kind = attribute.ConstructorArguments is [{ Value: { } value }]
            ? (LayoutKind)Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture)
            : LayoutKind.Sequential;
        int pack = KnownNames.NamedArgument(attribute, "Pack") is int p and > 0 and < 8 ? p : 8;
        int size = KnownNames.NamedArgument(attribute, "Size") as int? ?? 0;
        return (kind, pack, size);
    }

    private static int ExplicitOffset(IFieldSymbol field) =>
        FindAttribute(field, "System.Runtime.InteropServices.FieldOffsetAttribute") is { ConstructorArguments: [{ Value: int offset }] } ? offset : 0;

    private static int InlineArrayLength(INamedTypeSymbol type) =>
        FindAttribute(type, "System.Runtime.CompilerServices.InlineArrayAttribute") is { ConstructorArguments: [{ Value: int length }] } ? length : 0;

    private static AttributeData? FindAttribute(ISymbol symbol, string fullName)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (KnownNames.FullName(attribute.AttributeClass) == fullName)
                return attribute;
        }
        return null;
    }
}
