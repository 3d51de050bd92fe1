using System.Text;
using BpfSharp.Btf;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>Finds the kernel type that programs with typed hooks are verified against.</summary>
internal static class AttachTargets
{
    private const string TypedefPrefix = "btf_trace_";
    private const string LsmPrefix = "bpf_lsm_";
    private const string IteratorPrefix = "bpf_iter_";

    /// <summary>What the verifier is told of a program's target.</summary>
    /// <exception cref="BpfUnsupportedException">The kernel has no BTF or not this target.</exception>
    public static AttachTarget Find(KernelProgram loading)
    {
        var (kind, program, section, parameters) = (loading.Kind, loading.Name, loading.Section, loading.Parameters);
        if (kind.Method == AttachMethod.Replacement)
            return ReplacedFunctions.Find(loading);
        // Kernels that do not know sessions load them as ordinary probes.
        if (kind.Method == AttachMethod.KprobeSession && !KernelFeatures.Probe(BpfFeature.KprobeSession))
        {
            throw new BpfUnsupportedException(BpfFeature.KprobeSession, 0, $"load program {program} ({section})",
                "The kernel has no sessions of kprobes (6.10, and CONFIG_FPROBE). A [KprobeMulti] program with FallbackFor can stand in.");
        }

        if (kind.Method == AttachMethod.RawTracepoint && kind.Target is { } tracepoint)
            CheckRawTracepoint(tracepoint, $"load program {program} ({section})", parameters);
        if (kind.Method == AttachMethod.Tracepoint && kind.Target is { } record)
            loading.Record?.Check(record, $"load program {program} ({section})");
        if (kind.Method is AttachMethod.Kprobe or AttachMethod.Kretprobe && kind.Target is { } probed)
            CheckProbe(probed, $"load program {program} ({section})", parameters);
        if (kind.Method is not (AttachMethod.Tracing or AttachMethod.Iterator))
            return default;
        string operation = $"load program {program} ({section})";
        if (kind.Target is not { } target)
            throw new BpfException(0, operation, "Its section does not say what to attach to: name it in the attribute (in C after the section's slash), or with SetTarget before loading.");
        if (RunningKernel.Types() is not { } kernel)
        {
            throw new BpfUnsupportedException(BpfFeature.KernelBtf, 0, operation,
                "The kernel has no type information (/sys/kernel/btf/vmlinux): it was built without CONFIG_DEBUG_INFO_BTF. Use a hook that needs none, such as a raw tracepoint.");
        }

        (var btfKind, string name) = kind.Expected switch
        {
            AttachType.TraceRawTracepoint => (BtfKind.Typedef, TypedefPrefix + target),
            AttachType.LsmMac => (BtfKind.Function, LsmPrefix + target),
            AttachType.TraceIterator => (BtfKind.Function, IteratorPrefix + target),
            _ => (BtfKind.Function, target),
        };
        var (types, id) = kernel.FindWithModules(btfKind, name);
        if (id == 0)
            throw Missing(kind, kernel, target, operation);
        SignatureCheck.Run(types, id, kind.Expected, target, operation, parameters);
        return new(id, types == kernel ? null : ModuleTypes.Open(types.Name, operation), IsOwned: true);
    }

    /// <summary>Raw tracepoints need no types, so they are only held against them where the kernel has some.</summary>
    private static void CheckRawTracepoint(string target, string operation, IReadOnlyList<BpfParameterDefinition> parameters)
    {
        if (parameters.Count > 0 && RunningKernel.Types() is { } kernel && kernel.FindWithModules(BtfKind.Typedef, TypedefPrefix + target) is { Id: not 0 } found)
            SignatureCheck.Run(found.Types, found.Id, AttachType.TraceRawTracepoint, target, operation, parameters);
    }

    /// <summary>
    /// Holds a probe's parameters against the function, where the kernel's types describe it: not functions in assembly, nor those
    /// that the compiler has changed. Inside a function the registers may hold anything.
    /// </summary>
    public static void CheckProbe(string function, string operation, IReadOnlyList<BpfParameterDefinition> parameters)
    {
        if (parameters.Count == 0 || function.Contains('+', StringComparison.Ordinal) || RunningKernel.Types() is not { } kernel || kernel.FindWithModules(BtfKind.Function, function) is not { Id: not 0 } found)
            return;
        SignatureCheck.Run(found.Types, found.Id, AttachType.None, function, operation, parameters);
    }

    private static BpfUnsupportedException Missing(ProgramKind kind, KernelBtf kernel, string target, string operation)
    {
        (string what, var btfKind, string prefix) = kind.Expected switch
        {
            AttachType.TraceRawTracepoint => ("tracepoint", BtfKind.Typedef, TypedefPrefix),
            AttachType.LsmMac => ("LSM hook", BtfKind.Function, LsmPrefix),
            AttachType.TraceIterator => ("iterator", BtfKind.Function, IteratorPrefix),
            _ => ("function", BtfKind.Function, ""),
        };
        string advice = $"The kernel's type information has no {what} {target}.{NearNames.Suggest(target, Names(kernel.Types, btfKind, prefix))}";
        if (btfKind == BtfKind.Function && prefix.Length == 0)
            advice += " Inlined functions cannot be hooked, nor those of a module that is not loaded or has no types of its own (kernel 5.11, CONFIG_DEBUG_INFO_BTF_MODULES).";
        return new(null, Errno.ENOENT, operation, advice);
    }

    private static IEnumerable<string> Names(BtfTypes types, BtfKind kind, string prefix)
    {
        for (int id = types.FirstId; id < types.EndId; id++)
        {
            var type = types[id];
            if (type.Kind != kind)
                continue;
            string name = Encoding.UTF8.GetString(type.Name);
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                yield return name[prefix.Length..];
        }
    }
}
