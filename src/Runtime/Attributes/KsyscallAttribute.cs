namespace BpfSharp;

/// <summary>Runs at the entry of a system call, whatever the architecture names its function (section <c>ksyscall/NAME</c>).</summary>
/// <param name="name">System call name, for example <c>clone</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KsyscallAttribute(string name) : BpfProgramAttribute(name);
