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

    /// <summary>The BTF id for <c>attach_btf_id</c>; 0 for hooks that take none.</summary>
    /// <exception cref="BpfUnsupportedException">The kernel has no BTF or not this target.</exception>
    public static int Find(ProgramKind kind, string program, string section, IReadOnlyList<BpfParameterDefinition> parameters)
    {
        if (kind.Method == AttachMethod.RawTracepoint && kind.Target is { } tracepoint)
            CheckRawTracepoint(tracepoint, $"load program {program} ({section})", parameters);
        if (kind.Method == AttachMethod.Tracepoint && kind.Target is { } record)
            TracepointRecord.Check(record, $"load program {program} ({section})", parameters);
        if (kind.Method is not (AttachMethod.Tracing or AttachMethod.Iterator))
            return 0;
        string operation = $"load program {program} ({section})";
        if (kind.Target is not { } target)
            throw new BpfException(0, operation, "Its section does not say what to attach to: write it after the slash, or name it with SetTarget before loading.");
        if (RunningKernel.Types() is not { } kernel)
        {
            throw new BpfUnsupportedException(BpfFeature.KernelBtf, 0, operation,
                "The kernel has no type information (/sys/kernel/btf/vmlinux): it was built without CONFIG_DEBUG_INFO_BTF. Use a hook that needs none, such as a raw tracepoint.");
        }

        int id = kind.Expected switch
        {
            AttachType.TraceRawTracepoint => kernel.FindTracepointTypedef(target),
            AttachType.LsmMac => kernel.FindFunction(LsmPrefix + target),
            AttachType.TraceIterator => kernel.FindFunction(IteratorPrefix + target),
            _ => kernel.FindFunction(target),
        };
        if (id == 0)
            throw Missing(kind, kernel, target, operation);
        SignatureCheck.Run(kernel, id, kind.Expected, target, operation, parameters);
        return id;
    }

    /// <summary>Raw tracepoints need no types, so they are only held against them where the kernel has some.</summary>
    private static void CheckRawTracepoint(string target, string operation, IReadOnlyList<BpfParameterDefinition> parameters)
    {
        if (parameters.Count > 0 && RunningKernel.Types() is { } kernel && kernel.FindTracepointTypedef(target) is not 0 and var id)
            SignatureCheck.Run(kernel, id, AttachType.TraceRawTracepoint, target, operation, parameters);
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
            advice += " Inlined functions and those in modules cannot be hooked this way.";
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
