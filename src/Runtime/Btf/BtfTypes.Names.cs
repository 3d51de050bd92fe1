using System.Text;

namespace BpfSharp.Btf;

internal sealed partial class BtfTypes
{
    /// <summary>The index of this set's own types.</summary>
    public NameIndex Names => _names ??= new NameIndex(this);

    /// <summary>The first type of a kind and exact name, in the base first; 0 when there is none.</summary>
    public int Find(BtfKind kind, ReadOnlySpan<byte> name)
    {
        if (Base is not null && Base.Find(kind, name) is not 0 and var id) return id;
        var names = Names;
        for (int at = names.First(Flavour.Strip(name)); at != 0; at = names.Next(at))
        {
            var type = this[at];
            if (type.Kind == kind && type.Name.SequenceEqual(name)) return at;
        }
        return 0;
    }

    public string TextAt(uint offset) => Encoding.UTF8.GetString(StringAt(offset));

    /// <summary>A type in C's words, for messages: <c>struct task_struct</c>.</summary>
    public string Describe(int id)
    {
        var type = this[id];
        string name = type.Name.IsEmpty ? "(anonymous)" : Encoding.UTF8.GetString(type.Name);
        return type.Kind switch
        {
            BtfKind.Void => "void",
            BtfKind.Struct => "struct " + name,
            BtfKind.Union => "union " + name,
            BtfKind.Enum or BtfKind.Enum64 => "enum " + name,
            BtfKind.Forward => (type.Flag ? "union " : "struct ") + name,
            BtfKind.Pointer => "pointer",
            BtfKind.Array => "array",
            BtfKind.FunctionPrototype => "function prototype",
            _ => name,
        };
    }
}
