using BpfSharp.Btf;

namespace BpfSharp;

/// <summary>Fields of a map's values that the kernel knows by their types' names, so that it must be told the types.</summary>
[Flags]
internal enum ValueFields
{
    None = 0,

    /// <summary><c>struct bpf_spin_lock</c></summary>
    SpinLock = 1,

    /// <summary>Any other: <c>struct bpf_timer</c>.</summary>
    Other = 2,

    /// <summary>A pointer with a tag that says what it keeps (<c>kptr</c>).</summary>
    Reference = 4,
}

/// <summary>Finds them.</summary>
internal static class ValueFieldsOf
{
    /// <summary>Those of a value's type. The kernel looks at the fields of the value itself, not at what is within them.</summary>
    public static ValueFields Type(BtfTypes types, int id)
    {
        var found = ValueFields.None;
        if (id == 0 || types.SkipModifiers(id) is not { Kind: BtfKind.Struct } value)
            return found;
        for (int index = 0; index < value.Count; index++)
        {
            var field = types.SkipModifiers(value.Member(index).TypeId);
            if (field.Kind == BtfKind.Struct)
                found |= Named(field.Name);
            else if (field.Kind == BtfKind.Pointer && types[field.TypeId] is { Kind: BtfKind.TypeTag } tag)
                found |= IsReference(tag.Name) ? ValueFields.Reference : IsOther(tag.Name) ? ValueFields.Other : ValueFields.None;
        }

        return found;
    }

    private static bool IsReference(ReadOnlySpan<byte> tag) =>
        tag.SequenceEqual("kptr"u8) || tag.SequenceEqual("percpu_kptr"u8);

    /// <summary>What 6.4 and newer call a pointer that keeps nothing alive, and what older ones called one that does.</summary>
    private static bool IsOther(ReadOnlySpan<byte> tag) => tag.SequenceEqual("kptr_untrusted"u8) || tag.SequenceEqual("kptr_ref"u8);

    private static ValueFields Named(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("bpf_spin_lock"u8) ? ValueFields.SpinLock
        : name.SequenceEqual("bpf_timer"u8) ? ValueFields.Other
        : ValueFields.None;
}
