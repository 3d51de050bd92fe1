using System.Text;

namespace BpfSharp.Btf;

/// <summary>Writes a function's prototype as C would, for messages.</summary>
internal static class PrototypeText
{
    public static string Of(BtfTypes types, BtfPrototype prototype, int skip, string name)
    {
        var text = new StringBuilder();
        if (skip == 0)
            text.Append(TypeText(types, prototype.ReturnTypeId)).Append(' ');
        text.Append(name).Append('(');
        for (int index = skip; index < prototype.Parameters.Count; index++)
        {
            var parameter = prototype.Parameters[index];
            string type = parameter.TypeId == 0 ? "..." : TypeText(types, parameter.TypeId);
            text.Append(index == skip ? "" : ", ").Append(type).Append(type.EndsWith('*') || parameter.Name.Length == 0 ? "" : " ").Append(parameter.Name);
        }

        return text.Append(')').ToString();
    }

    private static string TypeText(BtfTypes types, int id)
    {
        const int deepest = 8;
        string stars = "";
        for (int depth = 0; depth < deepest; depth++)
        {
            var type = types[id];
            switch (type.Kind)
            {
                case BtfKind.Pointer:
                    stars += '*';
                    id = type.TypeId;
                    break;
                case BtfKind.Const or BtfKind.Volatile or BtfKind.Restrict or BtfKind.TypeTag:
                    id = type.TypeId;
                    break;
                default:
                    string name = types.Describe(id);
                    return stars.Length == 0 ? name : $"{name} {stars}";
            }
        }

        return "…";
    }
}
