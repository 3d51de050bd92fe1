using System.Collections.Immutable;
using System.Globalization;
using BpfSharp.Compiler.Binding;

namespace BpfSharp.Generator;

/// <summary>File names for generated sources. They must differ by more than case, which the names of classes need not.</summary>
internal static class HintNames
{
    /// <summary>The names that would meet another one.</summary>
    public static EquatableArray<string> Clashing(ImmutableArray<string> names) =>
        [.. names.GroupBy(static n => n, StringComparer.OrdinalIgnoreCase).Where(static g => g.Count() > 1).SelectMany(static g => g).Distinct(StringComparer.Ordinal).OrderBy(static n => n, StringComparer.Ordinal)];

    public static string Of(string name, string suffix, EquatableArray<string> clashing)
    {
        int index = clashing.Items.IndexOf(name);
        return index < 0 ? name + suffix : name + "-" + index.ToString(CultureInfo.InvariantCulture) + suffix;
    }
}
