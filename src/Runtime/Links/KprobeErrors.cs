using BpfSharp.Btf;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>Works out why a kprobe was refused, from what the kernel tells of the function.</summary>
internal static class KprobeErrors
{
    public static BpfException Create(int errno, KprobeTarget target, string operation)
    {
        if (!File.Exists(KprobeLinks.TypePath))
            return new BpfUnsupportedException(BpfFeature.Kprobes, Errno.ENOENT, operation, WithoutKprobes(target));
        if (PrivilegeErrors.Explain(errno, operation, Capability.Perfmon) is { } lacking)
            return lacking;
        return errno switch
        {
            Errno.EPERM or Errno.EACCES => new BpfException(errno, operation, Refused()),
            Errno.ENOENT when target.Function is { } function => new BpfUnsupportedException(null, errno, operation, Unknown(function)),
            Errno.EADDRNOTAVAIL when target.Function is { } function => new BpfException(errno, operation,
                $"The kernel has several functions called {function}, and does not choose: look for them in /proc/kallsyms and use AttachToAddress."),
            Errno.EILSEQ => new BpfException(errno, operation, $"{target} is inside an instruction: disassemble the function (objdump -d) to see where its instructions begin."),
            Errno.ENOENT or Errno.EINVAL when target.Function is null => new BpfUnsupportedException(null, errno, operation,
                $"The kernel has no instruction that can be probed at {target}: addresses are those of /proc/kallsyms, and change with each boot."),
            Errno.EINVAL => new BpfUnsupportedException(null, errno, operation, NotProbable(target)),
            Errno.ENOSYS => new BpfUnsupportedException(null, errno, operation, "The kernel was built without perf events (CONFIG_PERF_EVENTS)."),
            _ => new BpfException(errno, operation, "This is not expected."),
        };
    }

    private static string WithoutKprobes(KprobeTarget target)
    {
        const string wrapper = "_sys_";
        string function = target.Function ?? "";
        int syscall = function.StartsWith("__", StringComparison.Ordinal) ? function.IndexOf(wrapper, StringComparison.Ordinal) : -1;
        string instead = syscall > 0
            ? $"[Tracepoint(\"syscalls/sys_{(target.IsReturn ? "exit" : "enter")}_{function[(syscall + wrapper.Length)..]}\")] for this system call where the kernel has it, [RawTracepoint(\"sys_{(target.IsReturn ? "exit" : "enter")}\")] for all"
            : $"[{(target.IsReturn ? "Fexit" : "Fentry")}] for this function where the kernel has trampolines";
        return $"The kernel has no kprobes for perf events (CONFIG_KPROBE_EVENTS, kernel 4.17). Use a tracepoint instead: {instead}; or a [BtfTracepoint] near it, such as sched_process_fork for new processes. " +
            "With FallbackFor, one object can have both.";
    }

    private static string Refused()
    {
        string lockdown = PrivilegeErrors.Lockdown();
        return lockdown.Length > 0
            ? "Kprobes are not available:" + lockdown + " Tracepoints still work, without reading kernel memory."
            : "The kernel refused although the capabilities are there: a security module or seccomp filter may forbid perf_event_open(2).";
    }

    private static string Unknown(string function)
    {
        var names = new HashSet<string>(KernelSymbols.Functions(), StringComparer.Ordinal);
        if (names.Count == 0)
            return $"The kernel has no function {function} that can be probed. Its names cannot be read here (/proc/kallsyms).";
        if (names.Contains(function))
            return $"{function} is there, but not for kprobes: it may be part of a module that is being loaded or of code that was used only while booting.";

        string copies = string.Join(", ", names.Where(name => IsCopy(name, function)).Order(StringComparer.Ordinal).Take(3));
        if (copies.Length > 0)
            return $"The kernel has no function {function}: the compiler left only {copies}, made to fit some of its callers. Probe that; its arguments may be fewer than in the source.";
        string wrapper = LinuxConstants.SyscallFunctionPrefix;
        string bare = function.StartsWith("sys_", StringComparison.Ordinal) ? function["sys_".Length..] : function;
        if (names.Contains(wrapper + bare))
            return $"The kernel has no function {function}, but a system call of that name: use [Ksyscall(\"{bare}\")] or [Kretsyscall(\"{bare}\")].";

        string inlined = IsInTypes(function)
            ? "The compiler has inlined it everywhere: the kernel's type information knows it, its symbols do not. Probe a function that calls it."
            : "It may be inlined into its callers, have another name in this version of the kernel, or belong to a module that is not loaded.";
        return $"The kernel has no function {function}.{NearNames.Suggest(function, names)} {inlined}";
    }

    /// <summary>Specialised (.constprop), with other parameters (.isra) or in part (.part). What is .cold has the function itself beside it.</summary>
    private static bool IsCopy(string name, string function) =>
        name.Length > function.Length && name[function.Length] == '.' && name.StartsWith(function, StringComparison.Ordinal)
        && !name.EndsWith(".cold", StringComparison.Ordinal);

    private static bool IsInTypes(string function) => RunningKernel.Types() is { } kernel && kernel.FindFunction(function) != 0;

    private static string NotProbable(KprobeTarget target)
    {
        string function = target.Function!;
        bool? isBlacklisted = KernelSymbols.IsBlacklisted(function);
        if (isBlacklisted == true)
            return $"{function} is blacklisted (/sys/kernel/debug/kprobes/blacklist): kprobes run through it themselves. Probe one of its callers.";
        bool? isTraceable = KernelSymbols.IsTraceable(function);
        if (isTraceable == false)
            return $"{function} is marked notrace in the kernel's source, which the kernel does not let kprobes follow (CONFIG_KPROBE_EVENTS_ON_NOTRACE is not set). Probe one of its callers.";
        if (target.Offset != 0)
            return $"{target} is not at the beginning of an instruction, or beyond the function's end: disassemble the function (objdump -d) to see where its instructions begin.";
        return $"The kernel does not let {function} be probed: it is blacklisted (/sys/kernel/debug/kprobes/blacklist"
            + (isBlacklisted is null ? ", which cannot be read here" : "") + ") or marked notrace"
            + (isTraceable is null ? " (tracefs, which would tell, cannot be read here)" : "") + ". Probe one of its callers.";
    }
}
