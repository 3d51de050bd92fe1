namespace BpfSharp;

/// <summary>Runs at the entry of a kernel function (section <c>kprobe/FN</c>; attached through the perf event subsystem, kernel 4.17).</summary>
/// <param name="function">Kernel function name as in /proc/kallsyms.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KprobeAttribute(string function) : BpfProgramAttribute(function);
