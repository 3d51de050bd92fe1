using System.Text;
using BpfSharp.Btf;

namespace BpfSharp;

/// <summary>The kernel's functions by its types.</summary>
internal static class FunctionNames
{
    public static IEnumerable<string> All(BtfTypes types)
    {
        for (int id = types.FirstId; id < types.EndId; id++)
        {
            var type = types[id];
            if (type.Kind == BtfKind.Function)
                yield return Encoding.UTF8.GetString(type.Name);
        }
    }
}
