namespace BpfSharp;

/// <summary>
/// Runs when a system call returns; the parameter is its return value, minus errno if it failed (section
/// <c>kretsyscall/NAME</c>; see <see cref="KsyscallAttribute"/>).
/// </summary>
/// <param name="name">System call name as in the kernel's function, for example <c>clone</c> or <c>newstat</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KretsyscallAttribute(string name) : BpfProgramAttribute(name);
