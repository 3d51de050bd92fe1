using BpfSharp.Objects;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>Decides why a program was not loaded: privileges, a missing feature, or the verifier.</summary>
internal static class LoadErrors
{
    public static BpfException Create(KernelProgram program, LinkedProgram linked, int errno, string log)
    {
        var kind = program.Kind;
        string operation = $"load program {program.Name} ({program.Section})";
        if (PrivilegeErrors.Explain(errno, operation, Needed(kind)) is { } lacking && !HasVerifierRun(log))
            return lacking;
        if (!HasVerifierRun(log) && kind.Feature is { } feature && !KernelFeatures.Probe(feature))
            return new BpfUnsupportedException(feature, errno, operation, $"The kernel refuses even an empty program of this kind ({feature}); see BpfFeature for the version that has it." + PrivilegeErrors.Lockdown());
        if (log.Length == 0)
            return new(errno, operation, WithoutLog(errno, linked) + PrivilegeErrors.Lockdown());
        // kernel/bpf/btf.c, btf_distill_func_proto: "The function NAME arg0 type STRUCT is unsupported."
        if (kind.Feature == BpfFeature.FunctionTrampolines && log.Contains("The function ", StringComparison.Ordinal) && log.Contains(" is unsupported.", StringComparison.Ordinal))
        {
            return new BpfUnsupportedException(null, errno, operation,
                $"This kernel cannot hook {kind.Target} by a trampoline: structs that are passed by value need kernel 6.1 and at most 16 bytes, and more than twelve arguments or a returned struct it never takes. A [Kprobe] can. It says: {log.Trim()}");
        }

        return VerifierErrors.Create(program.Name, linked, errno, log);
    }

    private static Capability[] Needed(ProgramKind kind) => kind.Type switch
    {
        ProgramType.SocketFilter or ProgramType.CgroupSkb => [Capability.Bpf],
        ProgramType.Xdp or ProgramType.TrafficClassifier => [Capability.Bpf, Capability.NetAdmin],
        _ => [Capability.Bpf, Capability.Perfmon],
    };

    // An instruction or the closing statistics in the log show that verification began.
    private static bool HasVerifierRun(string log) =>
        log.Contains("processed ", StringComparison.Ordinal) || log.Contains(": (", StringComparison.Ordinal);

    private static string WithoutLog(int errno, LinkedProgram linked) => errno switch
    {
        Errno.EPERM when !KernelFeatures.Probe(BpfFeature.CgroupMemoryAccounting) =>
            "The limit of locked memory may be too low for it, and this process may not raise it (CAP_SYS_RESOURCE): run it with ulimit -l unlimited.",
        Errno.EPERM => "The kernel refused although the capabilities are there: a security module, a container's seccomp filter or kernel lockdown may forbid it.",
        Errno.E2BIG => $"Its {linked.Instructions.Length / 8} instructions exceed the kernel's limit (a million; 4096 without CAP_BPF or before 5.2). Split it into programs that go on with each other by tail calls (ProgramArray), or put loops where code is repeated.",
        Errno.EINVAL => "The kernel does not know this kind of program or one of its parameters: its version is too old for the section, or a licence that is not GPL-compatible excludes it.",
        Errno.ENOMEM => "The kernel has not enough memory for it.",
        Errno.ENOSYS => "The kernel was built without bpf(2) (CONFIG_BPF_SYSCALL).",
        _ => "This is not expected.",
    };
}
