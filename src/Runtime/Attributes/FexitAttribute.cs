namespace BpfSharp;

/// <summary>Runs when a kernel function returns, with typed arguments and the result (section <c>fexit/FN</c>; kernel 5.5 and BTF).</summary>
/// <param name="function">Kernel function name as in the kernel BTF.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FexitAttribute(string function) : BpfProgramAttribute(function);
