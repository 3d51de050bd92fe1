namespace BpfSharp;

/// <summary>One line of the kernel's trace pipe.</summary>
/// <param name="Task">
/// Name of the task that ran; may hold spaces, dashes and anything else a task calls itself. <c>&lt;...&gt;</c> when the kernel
/// does not know it: it keeps names apart from the lines, a limited number of them (<c>saved_cmdlines_size</c>), and none
/// when that would mean to wait for a lock. Print the name itself (<see cref="Bpf.CurrentComm"/>) where it matters.
/// See https://docs.kernel.org/trace/ftrace.html.
/// </param>
/// <param name="Pid">Its thread id.</param>
/// <param name="Cpu">CPU it ran on.</param>
/// <param name="Flags">Interrupt state in ftrace's letters: <c>...21</c>, <c>d..31</c>; four letters on older kernels.</param>
/// <param name="Timestamp">Time since boot by the trace clock.</param>
/// <param name="Message">What was printed, without the event's name.</param>
public sealed record TraceRecord(string Task, int Pid, int Cpu, string Flags, TimeSpan Timestamp, string Message);
