namespace BpfSharp;

/// <summary>
/// A program run only on request, by <see cref="BpfProgram.Run{T}(ref T)"/> (section <c>syscall</c>; kernel 5.14). Its
/// parameter, if it has one, points to the caller's struct, which it may read and write. It may sleep.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SyscallProgramAttribute() : BpfProgramAttribute(null);
