using System.ComponentModel;
using System.Runtime.InteropServices;

namespace BpfSharp.Bench.Kernel;

/// <summary>What the kernel tells of a loaded program (<c>struct bpf_prog_info</c>, include/uapi/linux/bpf.h).</summary>
/// <param name="Verified">Instructions the verifier went through, all paths together; 0 before 5.16.</param>
/// <param name="MachineCode">Bytes of machine code; 0 without the JIT compiler.</param>
readonly record struct ProgramCost(uint Verified, uint MachineCode)
{
    private const int ObjectGetInfoByFd = 15, InfoLength = 232, JitedLengthAt = 16, VerifiedAt = 216;

    [StructLayout(LayoutKind.Sequential)]
    private struct Request
    {
        public uint Fd, Length;
        public ulong Info;
    }

    public static unsafe ProgramCost Of(BpfProgram program)
    {
        byte* info = stackalloc byte[InfoLength];
        new Span<byte>(info, InfoLength).Clear();
        Request request = new() { Fd = (uint)program.Handle.DangerousGetHandle(), Length = InfoLength, Info = (ulong)info };
        if (Native.Bpf(ObjectGetInfoByFd, &request, sizeof(Request)) < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        return new ProgramCost(*(uint*)(info + VerifiedAt), *(uint*)(info + JitedLengthAt));
    }
}
