namespace BpfSharp.Compiler.Binding;

/// <summary>Where <c>struct pt_regs</c> keeps what functions are called with and what they return, in bytes.</summary>
/// <param name="Name">The architecture in messages.</param>
/// <param name="RegistersType">The struct of the API that has all registers.</param>
/// <param name="Arguments">A C function's arguments.</param>
/// <param name="SyscallArguments">A system call's arguments, in the registers that user space entered the kernel with.</param>
/// <param name="Result">What a function returns.</param>
/// <param name="ResultField">
/// The field of <paramref name="RegistersType"/> with the return value; null where the same register has the first argument,
/// so that reading it at a function's entry makes sense.
/// </param>
internal sealed record RegisterLayout(string Name, string RegistersType, int[] Arguments, int[] SyscallArguments, int Result, string? ResultField)
{
    /// <summary>The stack pointer.</summary>
    public required int StackPointer { get; init; }

    /// <summary>Bytes from where it points, at a function's entry, to the first argument on the stack.</summary>
    public required int FirstOnStack { get; init; }

    /// <summary>Whether a struct that is too large for registers is passed by the address of a copy, and not on the stack.</summary>
    public bool LargeByAddress { get; init; }

    // arch/x86/include/asm/ptrace.h: rdi, rsi, rdx, rcx, r8, r9; arch/x86/entry/calling.h: r10 in place of rcx, which SYSCALL overwrites.
    private static readonly RegisterLayout s_x64 = new(
        "x64", "PtRegs", [112, 104, 96, 88, 72, 64], [112, 104, 96, 56, 72, 64], Result: 80, ResultField: "Rax") { StackPointer = 152, FirstOnStack = 8 };

    // arch/arm64/include/asm/ptrace.h: x0 to x7. A system call's wrapper takes its arguments from x0 to x5 (asm/syscall_wrapper.h).
    private static readonly RegisterLayout s_arm64 = new(
        "arm64", "Arm64PtRegs", [0, 8, 16, 24, 32, 40, 48, 56], [0, 8, 16, 24, 32, 40], Result: 0, ResultField: null) { StackPointer = 248, FirstOnStack = 0, LargeByAddress = true };

    public static RegisterLayout Of(TargetArchitecture architecture) => architecture == TargetArchitecture.Arm64 ? s_arm64 : s_x64;

    /// <summary>The architecture whose registers a type of the API is; null for any other type.</summary>
    public static RegisterLayout? Named(string? apiName) =>
        apiName == s_x64.RegistersType ? s_x64 : apiName == s_arm64.RegistersType ? s_arm64 : null;
}
