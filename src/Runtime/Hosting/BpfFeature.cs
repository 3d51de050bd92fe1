namespace BpfSharp;

/// <summary>What a kernel may or may not be able to do; asked by trying, never by version number.</summary>
public enum BpfFeature
{
    /// <summary>The kernel's own type information, /sys/kernel/btf/vmlinux (CONFIG_DEBUG_INFO_BTF; 5.4).</summary>
    KernelBtf,
    /// <summary>Names of maps and programs (4.15).</summary>
    ObjectNames,
    /// <summary>Type information for programs and maps (5.0).</summary>
    ProgramBtf,
    /// <summary>Array maps mapped into user memory, for globals (5.5).</summary>
    MappableArrays,
    /// <summary>Maps that user space can no longer change, for read-only globals (5.2).</summary>
    FrozenMaps,
    /// <summary>Ring buffers (5.8).</summary>
    RingBuffer,
    /// <summary>Links for perf events: kprobes, tracepoints, uprobes (5.15).</summary>
    PerfEventLinks,
    /// <summary>Memory charged to the control group, so that RLIMIT_MEMLOCK does not matter (5.11).</summary>
    CgroupMemoryAccounting,
    /// <summary>Reading many map elements at once (5.6).</summary>
    BatchOperations,
    /// <summary>Raw tracepoints (4.17).</summary>
    RawTracepoints,
    /// <summary>Tracepoints with typed arguments: <c>tp_btf</c> (5.5).</summary>
    BtfTracepoints,
    /// <summary>Programs at function entry and exit: <c>fentry</c>, <c>fexit</c> (5.5, and an architecture with trampolines).</summary>
    FunctionTrampolines,
    /// <summary>Kprobes through perf events (4.17 and CONFIG_KPROBE_EVENTS).</summary>
    Kprobes,
    /// <summary>Programs run on request: <c>syscall</c> (5.14).</summary>
    SyscallPrograms,
    /// <summary>XDP programs attached by link (5.9).</summary>
    XdpLinks,
    /// <summary>Atomics that return the old value, exchange and compare-exchange (5.12).</summary>
    FetchingAtomics,
    /// <summary>The newest BPF instructions LLVM writes for cpu v4: signed division, long jumps (6.6).</summary>
    CpuV4,
    /// <summary>Loops as a helper, <c>bpf_loop</c> (5.17).</summary>
    LoopHelper,
    /// <summary>Iterators over the kernel's objects: <c>iter/task</c> (5.8).</summary>
    Iterators,
    /// <summary>One link for kprobes on many functions: <c>kprobe.multi</c> (5.18 and CONFIG_FPROBE).</summary>
    KprobeMulti,
    /// <summary>Timers in map elements: <see cref="BpfTimer"/> (5.15).</summary>
    Timers,
    /// <summary>One program at the entry and return of many functions: <c>kprobe.session</c> (6.10 and CONFIG_FPROBE).</summary>
    KprobeSession,
    /// <summary>References to the kernel's objects in map elements: <see cref="BpfKptr{T}"/> (6.4).</summary>
    KernelReferences,
    /// <summary>Memory of a size known at run time: <see cref="RingBufferSpace"/> (5.19).</summary>
    Dynptrs,
}
