using System.Runtime.InteropServices;

namespace BpfSharp.Bench.Kernel;

static unsafe partial class Native
{
    private const int BpfSystemCallX64 = 321, BpfSystemCallArm64 = 280, ThreadCpuTime = 3;

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long SystemCall(long number, int command, void* attributes, uint size);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, long* time);

    public static long Bpf(int command, void* attributes, int size) =>
        SystemCall(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? BpfSystemCallArm64 : BpfSystemCallX64, command, attributes, (uint)size);

    /// <summary>What this thread has had of a CPU: does not grow while others run.</summary>
    public static long ThreadNanoseconds()
    {
        long* time = stackalloc long[2];
        _ = ClockGetTime(ThreadCpuTime, time);
        return time[0] * 1_000_000_000 + time[1];
    }
}
