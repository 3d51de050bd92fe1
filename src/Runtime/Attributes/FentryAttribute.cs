namespace BpfSharp;

/// <summary>Runs at the entry of a kernel function with typed arguments (section <c>fentry/FN</c>; kernel 5.5 and BTF).</summary>
/// <param name="function">Kernel function name as in the kernel BTF.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FentryAttribute(string function) : BpfProgramAttribute(function);
