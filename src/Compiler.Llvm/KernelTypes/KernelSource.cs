using System.Text;
using BpfSharp.Btf;

namespace BpfSharp.Compiler.Llvm.KernelTypes;

/// <summary>The types of one kernel, and what has to be known of them before the first is written.</summary>
internal sealed class KernelSource
{
    const string KfuncTag = "bpf_kfunc", CallerPrefix = "__traceiter_";

    static readonly byte[] s_callerPrefix = Encoding.UTF8.GetBytes(CallerPrefix);

    /// <param name="label">How documentation calls it.</param>
    /// <param name="types">Its types.</param>
    /// <param name="kernel">For a module, whose types continue its.</param>
    public KernelSource(string label, BtfTypes types, KernelSource? kernel = null)
    {
        Label = label;
        Kernel = kernel;
        Types = types;
        for (int id = types.FirstId; id < types.EndId; id++)
        {
            var type = types[id];
            // Most typedefs are of types that have names, and other names for the same.
            if (type.Kind == BtfKind.Typedef && type.TypeId >= types.FirstId && IsNameless(types[type.TypeId])) TypedefNames.TryAdd(type.TypeId, Text(type));
            else if (type.Kind == BtfKind.Function && type.Name.StartsWith(s_callerPrefix)) TracepointCallers.TryAdd(Text(type)[CallerPrefix.Length..], type.TypeId);
            else if (type.Kind == BtfKind.DeclarationTag && types.NameEquals(type.NameOffset, KfuncTag)) Kfuncs.Add(type.TypeId);
        }
    }

    /// <summary>How documentation calls the kernel.</summary>
    public string Label { get; }
    public BtfTypes Types { get; }

    /// <summary>Of a module, the kernel.</summary>
    public KernelSource? Kernel { get; }

    /// <summary>The one of the two that has a type.</summary>
    public KernelSource OwnerOf(int id) => Kernel is not null && id < Types.FirstId ? Kernel : this;

    /// <summary>The names of structs, unions and enums that have one by a typedef alone.</summary>
    public Dictionary<int, string> TypedefNames { get; } = [];

    /// <summary>Of each tracepoint, the prototype of the function that calls all its programs.</summary>
    public Dictionary<string, int> TracepointCallers { get; } = new(StringComparer.Ordinal);

    /// <summary>Functions that BPF programs may call.</summary>
    public HashSet<int> Kfuncs { get; } = [];

    public static string Text(BtfType type) => Encoding.UTF8.GetString(type.Name);

    static bool IsNameless(BtfType type) => (type.IsComposite || type.IsAnyEnum) && type.Name.IsEmpty;
}
