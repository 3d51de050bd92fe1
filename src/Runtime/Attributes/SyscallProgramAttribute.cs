namespace BpfSharp;

/// <summary>A program run only on request, by <see cref="BpfProgram.TestRun(ReadOnlySpan{byte}, Span{byte}, int)"/> (section <c>syscall</c>; kernel 5.14).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SyscallProgramAttribute() : BpfProgramAttribute(null);
