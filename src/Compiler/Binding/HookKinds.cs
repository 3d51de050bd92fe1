using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Binding;

/// <summary>Where a program's parameters come from.</summary>
internal enum HookContext
{
    /// <summary>The context is an array of 64-bit arguments: BTF and raw tracepoints, fentry.</summary>
    ArgumentArray,

    /// <summary>The single parameter points to the context record itself: tracepoints, XDP.</summary>
    Record,

    /// <summary>The arguments are in the saved registers.</summary>
    EntryRegisters,

    /// <summary>The single parameter is the return value register.</summary>
    ReturnRegister,

    /// <summary>The hook gives no parameters.</summary>
    None,
}

/// <summary>What the compiler must know of a hook.</summary>
/// <param name="Attribute">The attribute's name without the suffix.</param>
/// <param name="SectionPrefix">The ELF section, before the target.</param>
/// <param name="TrustsPointers">Whether kernel pointers among the arguments may be dereferenced directly (the verifier knows their BTF type).</param>
/// <param name="NeutralValue">What a trapped program returns: the value that changes nothing.</param>
internal sealed record HookKind(
    string Attribute, string SectionPrefix, HookContext Context, bool NeedsTarget, bool TrustsPointers = false, long NeutralValue = 0)
{
    /// <summary>How the hook is called in messages.</summary>
    public string DisplayName => "[" + Attribute + "]";
}

/// <summary>The hooks that this compiler knows.</summary>
internal static class HookKinds
{
    private static readonly HookKind[] s_kinds =
    [
        new("BtfTracepoint", "tp_btf", HookContext.ArgumentArray, NeedsTarget: true, TrustsPointers: true),
        new("RawTracepoint", "raw_tp", HookContext.ArgumentArray, NeedsTarget: true),
        new("Tracepoint", "tp", HookContext.Record, NeedsTarget: true),
        new("Kprobe", "kprobe", HookContext.EntryRegisters, NeedsTarget: true),
        new("Kretprobe", "kretprobe", HookContext.ReturnRegister, NeedsTarget: true),
        // XDP_PASS and "keep no byte": a trapped XDP program must not cut a machine off its network,
        // and a socket filter that returns 0 only hides the packet from its own socket.
        new("Xdp", "xdp", HookContext.Record, NeedsTarget: false, NeutralValue: 2),
        new("SocketFilter", "socket", HookContext.Record, NeedsTarget: false),
    ];

    public static HookKind? Of(INamedTypeSymbol? attributeClass)
    {
        string? name = KnownNames.ApiName(attributeClass);
        if (name is null || !name.EndsWith("Attribute", StringComparison.Ordinal))
            return null;
        name = name.Substring(0, name.Length - "Attribute".Length);
        return Array.Find(s_kinds, kind => kind.Attribute == name);
    }

    /// <summary>Whether the attribute marks a program, known to this compiler or not.</summary>
    public static bool IsProgramAttribute(INamedTypeSymbol? attributeClass)
    {
        for (INamedTypeSymbol? type = attributeClass?.BaseType; type is not null; type = type.BaseType)
        {
            if (KnownNames.IsApi(type, "BpfProgramAttribute"))
                return true;
        }
        return false;
    }
}
