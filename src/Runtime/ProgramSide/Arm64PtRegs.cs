using System.Runtime.InteropServices;

namespace BpfSharp;

/// <summary>
/// The registers of arm64 that the kernel saved: the beginning of <c>struct pt_regs</c> (arch/arm64/include/asm/ptrace.h).
/// Programs get them as a parameter of type <c>Arm64PtRegs*</c>; their class then has an object for arm64 alone.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct Arm64PtRegs
{
    /// <summary>Registers in the kernel's order, for programs run on a <see cref="SimulatedKernel"/>.</summary>
    /// <param name="registers">35 values, x0 first.</param>
    /// <exception cref="ArgumentException">There are fewer values.</exception>
    public Arm64PtRegs(ReadOnlySpan<ulong> registers)
    {
        if (registers.Length < 35)
            throw new ArgumentException("There are 35 registers.", nameof(registers));
        this = MemoryMarshal.Read<Arm64PtRegs>(MemoryMarshal.AsBytes(registers));
    }

    /// <summary>x0: the first argument, later the return value.</summary>
    public readonly ulong X0;
    /// <summary>x1: an argument.</summary>
    public readonly ulong X1;
    /// <summary>x2: an argument.</summary>
    public readonly ulong X2;
    /// <summary>x3: an argument.</summary>
    public readonly ulong X3;
    /// <summary>x4: an argument.</summary>
    public readonly ulong X4;
    /// <summary>x5: an argument.</summary>
    public readonly ulong X5;
    /// <summary>x6: an argument.</summary>
    public readonly ulong X6;
    /// <summary>x7: an argument.</summary>
    public readonly ulong X7;
    /// <summary>x8: the system call's number.</summary>
    public readonly ulong X8;
    /// <summary>x9.</summary>
    public readonly ulong X9;
    /// <summary>x10.</summary>
    public readonly ulong X10;
    /// <summary>x11.</summary>
    public readonly ulong X11;
    /// <summary>x12.</summary>
    public readonly ulong X12;
    /// <summary>x13.</summary>
    public readonly ulong X13;
    /// <summary>x14.</summary>
    public readonly ulong X14;
    /// <summary>x15.</summary>
    public readonly ulong X15;
    /// <summary>x16.</summary>
    public readonly ulong X16;
    /// <summary>x17.</summary>
    public readonly ulong X17;
    /// <summary>x18.</summary>
    public readonly ulong X18;
    /// <summary>x19.</summary>
    public readonly ulong X19;
    /// <summary>x20.</summary>
    public readonly ulong X20;
    /// <summary>x21.</summary>
    public readonly ulong X21;
    /// <summary>x22.</summary>
    public readonly ulong X22;
    /// <summary>x23.</summary>
    public readonly ulong X23;
    /// <summary>x24.</summary>
    public readonly ulong X24;
    /// <summary>x25.</summary>
    public readonly ulong X25;
    /// <summary>x26.</summary>
    public readonly ulong X26;
    /// <summary>x27.</summary>
    public readonly ulong X27;
    /// <summary>x28.</summary>
    public readonly ulong X28;
    /// <summary>x29: the frame pointer.</summary>
    public readonly ulong X29;
    /// <summary>x30: the address to return to.</summary>
    public readonly ulong X30;
    /// <summary>The stack pointer.</summary>
    public readonly ulong Sp;
    /// <summary>Where the program runs.</summary>
    public readonly ulong Pc;
    /// <summary>The processor's state.</summary>
    public readonly ulong Pstate;
    /// <summary>x0 as the system call was entered with.</summary>
    public readonly ulong OrigX0;
}
