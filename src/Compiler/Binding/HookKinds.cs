using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Binding;

/// <summary>Where a program's parameters come from.</summary>
internal enum HookContext
{
    /// <summary>The context is an array of 64-bit arguments: BTF and raw tracepoints, fentry.</summary>
    ArgumentArray,

    /// <summary>As an array of arguments, behind one that iterators write with; an <c>out</c> parameter is the record they write.</summary>
    IteratorArguments,

    /// <summary>The single parameter points to the context record itself: tracepoints, XDP.</summary>
    Record,

    /// <summary>The arguments are in the saved registers.</summary>
    EntryRegisters,

    /// <summary>The arguments are in the registers that user space entered the kernel with, to which the first saved register points.</summary>
    SyscallRegisters,

    /// <summary>The single argument is the return value register.</summary>
    ReturnRegister,

    /// <summary>The parameters are those of the function that the program takes the place of.</summary>
    Function,

    /// <summary>The hook gives no parameters.</summary>
    None,
}

/// <summary>What the compiler must know of a hook.</summary>
/// <param name="Attribute">The attribute's name without the suffix.</param>
/// <param name="SectionPrefix">The ELF section, before the target.</param>
/// <param name="Since">The first kernel that has the hook, in the way the runtime attaches it.</param>
/// <param name="NeedsTarget">Whether the attribute must name what the program attaches to; else it may be told at run time.</param>
/// <param name="TrustsPointers">Whether kernel pointers among the arguments may be dereferenced directly (the verifier knows their BTF type).</param>
/// <param name="NeutralValue">What a trapped program returns: the value that changes nothing.</param>
/// <param name="ReturnHook">For hooks that run before what they hook: the attribute of the one that runs when it returns.</param>
internal sealed record HookKind(
    string Attribute,
    string SectionPrefix,
    HookContext Context,
    Version Since,
    bool NeedsTarget,
    bool TrustsPointers = false,
    long NeutralValue = 0,
    string? ReturnHook = null)
{
    /// <summary>Whether the return value of what it hooks comes behind its arguments.</summary>
    public bool GivesReturnValue { get; init; }

    /// <summary>Whether its programs run at the entry and, if they say so there, at the return too.</summary>
    public bool IsSession { get; init; }

    /// <summary>The largest number that the kernel knows as a result, from 0 on; null where any number is one.</summary>
    public int? LargestResult { get; init; }

    /// <summary>Whether the kernel refuses programs that return anything but 0.</summary>
    public bool TakesOnlyZero { get; init; }

    /// <summary>Whether its programs say yes or no, and declare what they say when they trap.</summary>
    public bool Decides { get; init; }

    /// <summary>Whether its programs may sleep, if they ask for it (section <c>fentry.s</c>; kernel 5.10).</summary>
    public bool CanSleep { get; init; }

    /// <summary>Whether functions are hooked at their entry or return with all arguments, so that one may be a struct.</summary>
    public bool GivesStructs => Context == HookContext.EntryRegisters || SectionPrefix is "fentry" or "fexit" or "fmod_ret";

    /// <summary>How the hook is called in messages.</summary>
    public string DisplayName => "[" + Attribute + "]";

    /// <summary>Whether programs get the registers that the kernel saved, as <c>PtRegs*</c> if they ask for them.</summary>
    public bool HasRegisters => Context is HookContext.EntryRegisters or HookContext.SyscallRegisters or HookContext.ReturnRegister;
}

/// <summary>The hooks that this compiler knows.</summary>
internal static class HookKinds
{
    private static readonly HookKind[] s_kinds =
    [
        new("BtfTracepoint", "tp_btf", HookContext.ArgumentArray, new(5, 5), NeedsTarget: true, TrustsPointers: true),
        new("RawTracepoint", "raw_tp", HookContext.ArgumentArray, new(4, 17), NeedsTarget: true),
        new("Tracepoint", "tp", HookContext.Record, new(4, 7), NeedsTarget: true),
        // Kprobes themselves are older; those that vanish with a descriptor and the wrappers of system calls came with 4.17.
        new("Kprobe", "kprobe", HookContext.EntryRegisters, new(4, 17), NeedsTarget: false, ReturnHook: "Kretprobe"),
        new("Kretprobe", "kretprobe", HookContext.ReturnRegister, new(4, 17), NeedsTarget: false),
        // Where the kernel has no kprobe.multi (5.18), the runtime sets kprobes one by one.
        new("KprobeMulti", "kprobe.multi", HookContext.EntryRegisters, new(4, 17), NeedsTarget: false, ReturnHook: "KretprobeMulti"),
        new("KretprobeMulti", "kretprobe.multi", HookContext.ReturnRegister, new(4, 17), NeedsTarget: false),
        new("KprobeSession", "kprobe.session", HookContext.EntryRegisters, new(6, 10), NeedsTarget: false) { GivesReturnValue = true, IsSession = true },
        new("Ksyscall", "ksyscall", HookContext.SyscallRegisters, new(4, 17), NeedsTarget: true, ReturnHook: "Kretsyscall"),
        new("Kretsyscall", "kretsyscall", HookContext.ReturnRegister, new(4, 17), NeedsTarget: true),
        new("Fentry", "fentry", HookContext.ArgumentArray, new(5, 5), NeedsTarget: false, TrustsPointers: true, ReturnHook: "Fexit") { TakesOnlyZero = true, CanSleep = true },
        new("Fexit", "fexit", HookContext.ArgumentArray, new(5, 5), NeedsTarget: false, TrustsPointers: true) { GivesReturnValue = true, TakesOnlyZero = true, CanSleep = true },
        new("FmodRet", "fmod_ret", HookContext.ArgumentArray, new(5, 7), NeedsTarget: false, TrustsPointers: true) { GivesReturnValue = true, CanSleep = true },
        new("Freplace", "freplace", HookContext.Function, new(5, 6), NeedsTarget: true, TrustsPointers: true),
        new("Iterator", "iter", HookContext.IteratorArguments, new(5, 8), NeedsTarget: true, TrustsPointers: true),
        new("SyscallProgram", "syscall", HookContext.Record, new(5, 14), NeedsTarget: false),
        // XDP_PASS and "keep no byte": a trapped XDP program must not cut a machine off its network,
        // and a socket filter that returns 0 only hides the packet from its own socket.
        new("Xdp", "xdp", HookContext.Record, new(5, 9), NeedsTarget: false, NeutralValue: 2) { LargestResult = 4 },
        new("CgroupSkbIngress", "cgroup_skb/ingress", HookContext.Record, new(5, 7), NeedsTarget: false) { Decides = true },
        new("CgroupSkbEgress", "cgroup_skb/egress", HookContext.Record, new(5, 7), NeedsTarget: false) { Decides = true },
        new("SocketFilter", "socket", HookContext.Record, new(3, 19), NeedsTarget: false),
    ];

    /// <summary>The hook of which the least is asked.</summary>
    public static HookKind SocketFilter { get; } = Array.Find(s_kinds, static kind => kind.Attribute == "SocketFilter")!;

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
