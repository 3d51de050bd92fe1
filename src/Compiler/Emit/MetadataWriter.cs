using System.Text;

namespace BpfSharp.Compiler.Emit;

/// <summary>Numbers the module's metadata nodes and writes them out at the end, in the order of their numbers.</summary>
internal sealed class MetadataWriter
{
    readonly List<string?> nodes = [];
    readonly Dictionary<string, string> unique = new(StringComparer.Ordinal);

    /// <summary>A number for a node that is defined later: for nodes in cycles, and for those that grow.</summary>
    public string Reserve()
    {
        nodes.Add(null);
        return Reference(nodes.Count - 1);
    }

    public void Define(string reference, string node) => nodes[int.Parse(reference.Substring(1), System.Globalization.CultureInfo.InvariantCulture)] = node;

    /// <summary>The reference to a node with this text; the same text is always the same node.</summary>
    public string Add(string node)
    {
        if (!unique.TryGetValue(node, out string? reference))
        {
            reference = Reserve();
            Define(reference, node);
            unique.Add(node, reference);
        }
        return reference;
    }

    public void WriteTo(StringBuilder text)
    {
        for (int i = 0; i < nodes.Count; i++)
        {
            string node = nodes[i] ?? throw new InvalidOperationException($"Metadata node {i} was reserved but never defined.");
            text.Append('!').AppendNumber(i).Append(" = ").Append(node).Append('\n');
        }
    }

    static string Reference(int index) => new StringBuilder("!", 8).AppendNumber(index).ToString();
}
