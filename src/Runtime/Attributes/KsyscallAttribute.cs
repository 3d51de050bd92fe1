namespace BpfSharp;

/// <summary>
/// Runs at the entry of a system call, whatever the kernel names its function: <c>__x64_sys_clone</c>,
/// <c>__arm64_sys_clone</c>… (section <c>ksyscall/NAME</c>; kernel 4.17 on x64, 4.19 on arm64).
/// </summary>
/// <remarks>
/// The method's parameters are the system call's arguments, by position, up to six. Pointers among them are addresses
/// of the calling process: read them with <see cref="Bpf.TryReadUser"/>. A parameter of type <see cref="PtRegs"/>*
/// gives the registers that user space entered the kernel with. Calls of 32-bit processes are not seen; they have
/// functions of their own.
/// </remarks>
/// <param name="name">System call name as in the kernel's function, for example <c>clone</c> or <c>newstat</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KsyscallAttribute(string name) : BpfProgramAttribute(name);
