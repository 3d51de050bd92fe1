using System.Text;

namespace BpfSharp.Btf;

internal sealed partial class BtfTypes
{
    /// <summary>Own types (not the base's) with a name that is this one, flavours left aside; ascending.</summary>
    public void FindCandidates(ReadOnlySpan<byte> essentialName, List<int> found)
        => NameSearch.Find(_bytes.AsSpan(_stringsStart, _stringsLength), _nameOffsets, FirstString, FirstId, essentialName, found);

    /// <summary>The first type of a kind and exact name, in the base first; 0 when there is none.</summary>
    public int Find(BtfKind kind, ReadOnlySpan<byte> name)
    {
        if (Base is not null && Base.Find(kind, name) is not 0 and var id) return id;
        var candidates = new List<int>();
        FindCandidates(Flavour.Strip(name), candidates);
        foreach (int candidate in candidates)
        {
            var type = this[candidate];
            if (type.Kind == kind && type.Name.SequenceEqual(name)) return candidate;
        }
        return 0;
    }

    /// <summary>A string as text. Cut where it is longer than any name or line, so that damaged references cannot multiply a huge one.</summary>
    public string TextAt(uint offset)
    {
        const int longest = 4096;
        var bytes = StringAt(offset);
        return Encoding.UTF8.GetString(bytes.Length <= longest ? bytes : bytes[..longest]);
    }

    /// <summary>Compares without looking for the end of a long string.</summary>
    public bool NameEquals(uint offset, string ascii)
    {
        if (offset < FirstString) return Base!.NameEquals(offset, ascii);
        uint own = offset - FirstString;
        if (own >= (uint)_stringsLength || _stringsLength - (int)own <= ascii.Length) return false;
        var text = _bytes.AsSpan(_stringsStart + (int)own, ascii.Length + 1);
        return text[^1] == 0 && Ascii.Equals(text[..^1], ascii);
    }

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
