namespace BpfSharp;

/// <summary>
/// A kernel tracepoint with typed arguments (section <c>tp_btf/NAME</c>; kernel 5.5, needs the kernel's BTF).
/// Pointers in the arguments may be dereferenced directly.
/// </summary>
/// <param name="name">Tracepoint name without its category, for example <c>sched_process_fork</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BtfTracepointAttribute(string name) : BpfProgramAttribute(name);
