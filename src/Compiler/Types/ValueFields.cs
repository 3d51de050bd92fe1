using BpfSharp.Compiler.Binding;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Types;

/// <summary>Structs that have a meaning of their own as fields of a map's values. The kernel knows them by their names in BTF.</summary>
internal static class ValueFields
{
    public const string Timer = "BpfTimer", SpinLock = "BpfSpinLock", Kptr = "BpfKptr";

    /// <summary>What BTF calls such a struct, or the tag of such a pointer; null for any other type.</summary>
    public static string? KernelName(ITypeSymbol? type) => KnownNames.ApiName(type) switch
    {
        Timer => "bpf_timer",
        SpinLock => "bpf_spin_lock",
        Kptr => "kptr",
        _ => null,
    };

    /// <summary>Those within a type, at any depth, with the way there as C# writes it.</summary>
    public static IEnumerable<ValueField> Of(ITypeSymbol type, TypeShapes shapes, string path = "", int depth = 0, int offset = 0)
    {
        if (KernelName(type) is not null)
        {
            yield return new ValueField(type, path, depth, offset);
            yield break;
        }
        // An inline array's one field stands for many.
        if (depth > 16 || shapes.Of(type) is not StructShape { Layout: var layout })
            yield break;
        int inner = depth + (layout.InlineLength > 0 ? 2 : 1);
        foreach (FieldPlace place in layout.Fields)
        {
            if (place is { FixedLength: 0, IsReference: false })
            {
                foreach (ValueField found in Of(place.Field.Type, shapes, path.Length == 0 ? place.Field.Name : path + "." + place.Field.Name, inner, offset + place.Offset))
                    yield return found;
            }
        }
    }

    public static bool Any(ITypeSymbol type, TypeShapes shapes) => Of(type, shapes).Any();
}

/// <summary>A field with a meaning of its own.</summary>
/// <param name="Type">The API's struct.</param>
/// <param name="Path">Where it is; empty for the type itself.</param>
/// <param name="Depth">1 for a field of the value itself.</param>
/// <param name="Offset">Bytes from the value's start.</param>
internal sealed record ValueField(ITypeSymbol Type, string Path, int Depth, int Offset);
