namespace BpfSharp;

/// <summary>Runs when a system call returns; the parameter is its return value (section <c>kretsyscall/NAME</c>).</summary>
/// <param name="name">System call name, for example <c>clone</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KretsyscallAttribute(string name) : BpfProgramAttribute(name);
