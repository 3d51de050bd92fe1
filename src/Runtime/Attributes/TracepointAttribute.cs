namespace BpfSharp;

/// <summary>
/// A tracepoint with its formatted record as tracefs describes it (section <c>tp/CATEGORY/NAME</c>; kernel 4.7).
/// Attaching needs tracefs to be mounted.
/// </summary>
/// <param name="name">Category and name, for example <c>sched/sched_process_fork</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TracepointAttribute(string name) : BpfProgramAttribute(name);
