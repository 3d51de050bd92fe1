namespace BpfSharp;

/// <summary>
/// Takes the place of a function of another, loaded BPF program (section <c>freplace/FUNCTION</c>; kernel 5.6, and trampolines): one of
/// its global functions, or the program itself.
/// </summary>
/// <remarks>
/// Which program is told before loading, by <see cref="BpfProgram.SetTarget(BpfProgram, string)"/>; the kernel verifies the replacement for it. The
/// method's parameters and what it returns are those of the function: numbers, and pointers to what it is given, the program's context as a
/// <see cref="KernelTypeAttribute"/> struct of the kernel's name for it (<c>xdp_md</c>). A different one is refused by the kernel, which says how
/// it differs. While the replacement is attached, calls of the function run it; a trapped one returns 0.
/// </remarks>
/// <param name="function">The function's name in the other object.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FreplaceAttribute(string function) : BpfProgramAttribute(function);
