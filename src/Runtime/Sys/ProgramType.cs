namespace BpfSharp.Sys;

/// <summary>Kinds of program, numbered as in <c>enum bpf_prog_type</c>.</summary>
internal enum ProgramType : uint
{
    Unspecified = 0,
    SocketFilter = 1,
    Kprobe = 2,
    TrafficClassifier = 3,
    Tracepoint = 5,
    Xdp = 6,
    CgroupSkb = 8,
    RawTracepoint = 17,
    Tracing = 26,
    Extension = 28,
    Lsm = 29,
    Syscall = 31,
}

/// <summary>Ways to attach, numbered as in <c>enum bpf_attach_type</c>.</summary>
internal enum AttachType : uint
{
    /// <summary>Also packets on their way to a control group's sockets.</summary>
    None = 0,
    CgroupInetEgress = 1,
    TraceRawTracepoint = 23,
    TraceFentry = 24,
    TraceFexit = 25,
    ModifyReturn = 26,
    LsmMac = 27,
    TraceIterator = 28,
    Xdp = 37,
    PerfEvent = 41,
    TraceKprobeMulti = 42,
    TraceKprobeSession = 56,
}
