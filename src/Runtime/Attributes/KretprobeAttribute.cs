namespace BpfSharp;

/// <summary>Runs when a kernel function returns; the parameter is its return value (section <c>kretprobe/FN</c>; kernel 4.17).</summary>
/// <param name="function">Kernel function name as in /proc/kallsyms.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KretprobeAttribute(string function) : BpfProgramAttribute(function);
