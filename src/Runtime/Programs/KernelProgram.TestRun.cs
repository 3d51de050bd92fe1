using BpfSharp.Sys;

namespace BpfSharp;

internal sealed unsafe partial class KernelProgram
{
    public override BpfTestRunResult TestRun(ReadOnlySpan<byte> input, Span<byte> output, int repeat)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repeat, 1);
        var program = Loaded;
        bool takesContext = Kind.Type is ProgramType.RawTracepoint or ProgramType.Syscall;
        bool isHeld = false;
        fixed (byte* inputPointer = input, outputPointer = output)
        {
            var attribute = new TestRunAttribute { DataSizeOut = (uint)output.Length, DataOut = (ulong)outputPointer };
            if (takesContext)
            {
                attribute.ContextIn = (ulong)inputPointer;
                attribute.ContextSizeIn = (uint)input.Length;
                attribute.DataSizeOut = 0;
                attribute.DataOut = 0;
            }
            else
            {
                attribute.DataIn = (ulong)inputPointer;
                attribute.DataSizeIn = (uint)input.Length;
                attribute.Repeat = (uint)repeat;
            }

            try
            {
                program.DangerousAddRef(ref isHeld);
                attribute.ProgramFd = (uint)program.Fd;
                int result = BpfSyscall.Call(BpfCommand.ProgramTestRun, ref attribute);
                // ENOSPC: it ran, and its output was longer than the room for it, as the length tells.
                if (result < 0 && result != -Errno.ENOSPC)
                    throw TestRunFailure(-result, input.Length);
            }
            finally
            {
                if (isHeld)
                    program.DangerousRelease();
            }

            if (Kind.Type == ProgramType.Syscall)
                CopyContext(input, output);
            return new(attribute.ReturnValue, TimeSpan.FromTicks(attribute.Duration / 100), (int)attribute.DataSizeOut);
        }
    }

    // A syscall program changes its context in place; the kernel wrote it back over the input.
    private static void CopyContext(ReadOnlySpan<byte> input, Span<byte> output) =>
        input[..Math.Min(input.Length, output.Length)].CopyTo(output);

    private BpfException TestRunFailure(int errno, int inputLength)
    {
        string operation = $"test-run program {Name} ({Section})";
        if (PrivilegeErrors.Explain(errno, operation, Capability.Bpf) is { } lacking)
            return lacking;
        return new(errno, operation, errno switch
        {
            Errno.ENOTSUPP or Errno.EOPNOTSUPP => "The kernel cannot test-run programs of this kind.",
            Errno.EINVAL => $"The kernel does not take this input of {inputLength} bytes: packets have at least an Ethernet header of 14 bytes and at most a page or so; raw tracepoints take their arguments as an array of 64-bit numbers.",
            Errno.E2BIG => "The context is longer than the kernel takes.",
            _ => "This is not expected.",
        });
    }
}
