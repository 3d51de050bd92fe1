using System.ComponentModel;
using System.Runtime.InteropServices;

namespace BpfSharp.Bench.Kernel;

/// <summary>
/// <c>BPF_PROG_TEST_RUN</c> timed by what this thread had of the CPU. The kernel's own average is rounded to whole
/// nanoseconds, which is a tenth of a small program's run.
/// </summary>
static unsafe class TestRun
{
    private const int ProgramTestRun = 10;

    [StructLayout(LayoutKind.Sequential)]
    private struct Request
    {
        public uint Fd, ReturnValue, DataSizeIn, DataSizeOut;
        public ulong DataIn, DataOut;
        public uint Repeat, Duration;
        public uint ContextSizeIn, ContextSizeOut;
        public ulong ContextIn, ContextOut;
    }

    /// <summary>Nanoseconds of one run.</summary>
    public static double Time(BpfProgram program, ReadOnlySpan<byte> packet, int repeat)
    {
        fixed (byte* data = packet)
        {
            Request request = new() { Fd = (uint)program.Handle.DangerousGetHandle(), DataIn = (ulong)data, DataSizeIn = (uint)packet.Length, Repeat = (uint)repeat };
            long before = Native.ThreadNanoseconds();
            if (Native.Bpf(ProgramTestRun, &request, sizeof(Request)) < 0)
                throw new Win32Exception(Marshal.GetLastPInvokeError());
            return (double)(Native.ThreadNanoseconds() - before) / repeat;
        }
    }
}
