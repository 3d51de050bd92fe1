using BpfSharp.Btf;

namespace BpfSharp.Objects;

/// <summary>Which of a kernel type's fields or enumerators may have been meant.</summary>
internal static class NearMembers
{
    private const int DeepestNesting = 8;

    /// <param name="types">The kernel's types.</param>
    /// <param name="id">The type.</param>
    /// <param name="field">What is missing in it; behind dots, in a struct inside.</param>
    public static string Suggest(BtfTypes types, int id, string field)
    {
        if (field.Contains('.', StringComparison.Ordinal))
            return ""; // which of the structs lacks it is not known
        HashSet<string> names = [];
        Collect(types, id, names, depth: 0);
        return NearNames.Suggest(field, names);
    }

    private static void Collect(BtfTypes types, int id, HashSet<string> names, int depth)
    {
        var type = types.SkipModifiers(id);
        if (type.Kind is not (BtfKind.Struct or BtfKind.Union) || depth == DeepestNesting)
            return;
        for (int index = 0; index < type.Count; index++)
        {
            var member = type.Member(index);
            string name = types.TextAt(member.NameOffset);
            // The members of what has no name are the type's own.
            if (name.Length == 0)
                Collect(types, member.TypeId, names, depth + 1);
            else
                names.Add(name);
        }
    }
}
