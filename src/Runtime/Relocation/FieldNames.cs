using System.Text;
using BpfSharp.Btf;

namespace BpfSharp.Objects;

/// <summary>Writes an access path as a person would.</summary>
internal static class FieldNames
{
    /// <summary><c>real_parent.tgid</c>, <c>comm[3]</c>, an enumerator's name; null for a whole type.</summary>
    public static string? Describe(BtfTypes types, AccessPath path, CoreKind kind)
    {
        if (path.Steps.Count == 0) return null;
        if (kind.IsEnumerator()) return types.TextAt(path.Steps[0].NameOffset);
        var text = new StringBuilder();
        if (path.Steps[0].Index > 0) text.Append('[').Append(path.Steps[0].Index).Append(']');
        for (int i = 1; i < path.Steps.Count; i++)
        {
            var step = path.Steps[i];
            if (step.IsMember) text.Append(text.Length > 0 ? "." : "").Append(types.TextAt(step.NameOffset));
            else text.Append('[').Append(step.Index).Append(']');
        }
        return text.Length > 0 ? text.ToString() : null;
    }
}
