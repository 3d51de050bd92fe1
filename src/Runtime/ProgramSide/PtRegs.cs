using System.Runtime.InteropServices;

namespace BpfSharp;

/// <summary>
/// The registers of x64 that the kernel saved: <c>struct pt_regs</c> (arch/x86/include/asm/ptrace.h). Programs of
/// kprobes and system calls get them as a parameter of type <c>PtRegs*</c>, and may only read them; their class then has
/// an object for x64 alone.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct PtRegs
{
    /// <summary>Registers in the kernel's order, for programs run on a <see cref="SimulatedKernel"/>.</summary>
    /// <param name="registers">21 values, r15 first.</param>
    /// <exception cref="ArgumentException">There are fewer values.</exception>
    public PtRegs(ReadOnlySpan<ulong> registers)
    {
        if (registers.Length < 21)
            throw new ArgumentException("There are 21 registers.", nameof(registers));
        this = MemoryMarshal.Read<PtRegs>(MemoryMarshal.AsBytes(registers));
    }

    /// <summary>r15.</summary>
    public readonly ulong R15;
    /// <summary>r14.</summary>
    public readonly ulong R14;
    /// <summary>r13.</summary>
    public readonly ulong R13;
    /// <summary>r12.</summary>
    public readonly ulong R12;
    /// <summary>rbp.</summary>
    public readonly ulong Rbp;
    /// <summary>rbx.</summary>
    public readonly ulong Rbx;
    /// <summary>r11.</summary>
    public readonly ulong R11;
    /// <summary>r10: the fourth argument of a system call.</summary>
    public readonly ulong R10;
    /// <summary>r9: the sixth argument.</summary>
    public readonly ulong R9;
    /// <summary>r8: the fifth argument.</summary>
    public readonly ulong R8;
    /// <summary>rax: the return value, once there is one.</summary>
    public readonly ulong Rax;
    /// <summary>rcx: the fourth argument of a function.</summary>
    public readonly ulong Rcx;
    /// <summary>rdx: the third argument.</summary>
    public readonly ulong Rdx;
    /// <summary>rsi: the second argument.</summary>
    public readonly ulong Rsi;
    /// <summary>rdi: the first argument.</summary>
    public readonly ulong Rdi;
    /// <summary>The system call's number, or -1 outside of one.</summary>
    public readonly ulong OrigRax;
    /// <summary>rip: where the program runs.</summary>
    public readonly ulong Rip;
    /// <summary>cs.</summary>
    public readonly ulong Cs;
    /// <summary>rflags.</summary>
    public readonly ulong Rflags;
    /// <summary>rsp.</summary>
    public readonly ulong Rsp;
    /// <summary>ss.</summary>
    public readonly ulong Ss;
}
