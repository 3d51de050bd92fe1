using System.Runtime.InteropServices;

namespace BpfSharp.Integration.Infrastructure;

/// <summary>Does something on each CPU that the thread may use, one after the other.</summary>
internal static unsafe partial class EachCpu
{
    private const int Cpus = 1024; // what glibc's cpu_set_t has

    public static void Do(Action action)
    {
        ulong* allowed = stackalloc ulong[Cpus / 64], one = stackalloc ulong[Cpus / 64];
        Check(GetAffinity(0, Cpus / 8, allowed));
        try
        {
            for (int cpu = 0; cpu < Cpus; cpu++)
            {
                if ((allowed[cpu / 64] >> (cpu % 64) & 1) == 0)
                    continue;
                new Span<ulong>(one, Cpus / 64).Clear();
                one[cpu / 64] = 1ul << (cpu % 64);
                Check(SetAffinity(0, Cpus / 8, one));
                action();
            }
        }
        finally
        {
            Check(SetAffinity(0, Cpus / 8, allowed));
        }
    }

    private static void Check(int result)
    {
        if (result != 0)
            throw new InvalidOperationException($"The thread's CPUs: error {Marshal.GetLastPInvokeError()}.");
    }

    [LibraryImport("libc", EntryPoint = "sched_getaffinity", SetLastError = true)]
    private static partial int GetAffinity(int thread, nuint size, ulong* mask);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static partial int SetAffinity(int thread, nuint size, ulong* mask);
}
