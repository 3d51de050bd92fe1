namespace BpfSharp;

/// <summary>A kernel tracepoint with its raw arguments (section <c>raw_tp/NAME</c>; kernel 4.17). Works without BTF.</summary>
/// <param name="name">Tracepoint name without its category, for example <c>sched_process_fork</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RawTracepointAttribute(string name) : BpfProgramAttribute(name);
