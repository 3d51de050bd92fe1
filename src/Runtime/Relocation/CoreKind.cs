namespace BpfSharp.Objects;

/// <summary>What a CO-RE relocation asks, numbered as enum bpf_core_relo_kind in include/uapi/linux/bpf.h.</summary>
internal enum CoreKind : uint
{
    FieldByteOffset = 0,
    FieldByteSize = 1,
    FieldExists = 2,
    FieldSigned = 3,
    FieldLeftShift = 4,
    FieldRightShift = 5,
    TypeIdLocal = 6,
    TypeIdTarget = 7,
    TypeExists = 8,
    TypeSize = 9,
    EnumeratorExists = 10,
    EnumeratorValue = 11,
    TypeMatches = 12,
}

internal static class CoreKinds
{
    public static bool IsField(this CoreKind kind) => kind <= CoreKind.FieldRightShift;
    public static bool IsEnumerator(this CoreKind kind) => kind is CoreKind.EnumeratorExists or CoreKind.EnumeratorValue;
    public static bool IsKnown(this CoreKind kind) => kind <= CoreKind.TypeMatches;

    public static string Describe(this CoreKind kind) => kind switch
    {
        CoreKind.FieldByteOffset => "field offset",
        CoreKind.FieldByteSize => "field size",
        CoreKind.FieldExists => "field existence",
        CoreKind.FieldSigned => "field signedness",
        CoreKind.FieldLeftShift or CoreKind.FieldRightShift => "bitfield position",
        CoreKind.TypeIdLocal => "local type id",
        CoreKind.TypeIdTarget => "type id",
        CoreKind.TypeExists => "type existence",
        CoreKind.TypeSize => "type size",
        CoreKind.EnumeratorExists => "enumerator existence",
        CoreKind.EnumeratorValue => "enumerator value",
        CoreKind.TypeMatches => "type match",
        _ => "unknown",
    };
}
