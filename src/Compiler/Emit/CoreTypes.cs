using System.Text;
using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Emit;

/// <summary>
/// LLVM types for kernel records. The relocation is made from the debug metadata; the LLVM type only has to have the
/// right alignment (it decides how bitfields are read) and enough members for its index to be valid.
/// </summary>
internal sealed class CoreTypes
{
    readonly Dictionary<DebugRecord, string> names = [];
    readonly List<string> definitions = [];

    /// <summary>The LLVM type of a value of this type.</summary>
    public string Of(DebugType type)
    {
        switch (DebugTypeSize.Strip(type))
        {
            case DebugPointer:
                return "ptr";
            case DebugArray array:
                return new StringBuilder("[").AppendNumber(array.Length).Append(" x ").Append(Of(array.Element)).Append(']').ToString();
            case DebugRecord record:
                return Record(record);
            case DebugInt { Size: 1 or 2 or 4 or 8 } or DebugEnum { Size: 1 or 2 or 4 or 8 }:
                return new StringBuilder("i").AppendNumber(DebugTypeSize.Of(type) * 8).ToString();
            default:
                return new StringBuilder("[").AppendNumber(DebugTypeSize.Of(type)).Append(" x i8]").ToString();
        }
    }

    /// <summary>The index of a member in the LLVM type: bitfields that follow each other share one.</summary>
    public static int GepIndex(DebugRecord record, int member)
    {
        int index = -1;
        for (int i = 0; i <= member; i++)
        {
            if (!SharesStorage(record, i))
                index++;
        }
        return index;
    }

    public void WriteTo(StringBuilder text)
    {
        foreach (string definition in definitions)
            text.Append(definition).Append('\n');
    }

    string Record(DebugRecord record)
    {
        if (names.TryGetValue(record, out string? name))
            return name;
        string hint = BtfNames.ToIdentifier(record.Name.Length == 0 ? "anon" : record.Name);
        name = new StringBuilder(record.IsUnion ? "%union." : "%struct.").AppendNumber(names.Count).Append('.').Append(hint).ToString();
        names.Add(record, name);
        var definition = new StringBuilder(name).Append(" = type { ");
        if (record.IsUnion)
        {
            int align = Math.Max(1, Math.Min(8, record.Align));
            definition.Append('i').AppendNumber(align * 8).Append(", [").AppendNumber(Math.Max(0, record.Size - align)).Append(" x i8]");
        }
        else
        {
            bool first = true;
            for (int i = 0; i < record.Members.Count; i++)
            {
                if (SharesStorage(record, i))
                    continue;
                definition.Append(first ? "" : ", ").Append(Of(record.Members[i].Type));
                first = false;
            }
        }
        definitions.Add(definition.Append(" }").ToString());
        return name;
    }

    static bool SharesStorage(DebugRecord record, int member) =>
        member > 0 && record.Members[member].BitSize != 0 && record.Members[member - 1].BitSize != 0;
}
