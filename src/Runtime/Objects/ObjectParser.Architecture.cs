using System.Text;
using BpfSharp.Btf;

namespace BpfSharp.Objects;

internal ref partial struct ObjectParser
{
    /// <summary>
    /// The compiler marks programs that are right on one kind of machine only, because they read saved registers, with a
    /// tag in BTF. Other compilers' objects say nothing.
    /// </summary>
    string? FindArchitecture()
    {
        if (_types is null) return null;
        var prefix = "bpfsharp_arch:"u8;
        for (int id = _types.FirstId; id < _types.EndId; id++)
        {
            var type = _types[id];
            if (type.Kind == BtfKind.DeclarationTag && type.Name.StartsWith(prefix)) return Encoding.UTF8.GetString(type.Name[prefix.Length..]);
        }
        return null;
    }
}
