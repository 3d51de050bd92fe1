using System.Runtime.InteropServices;

namespace BpfSharp.Integration.Kprobes;

/// <summary>System calls of this thread with every argument as given: C's declarations would cut them to size.</summary>
static partial class Calls
{
    const int Socket = 41, SendTo = 44, GetTid = 186, Nanosleep = 35, FileStatus = 5, SetScheduler = 144, SocketPair = 53, OpenAt = 257, CurrentFolder = -100;

    /// <summary>What the kernel calls the id of this thread, as <c>Bpf.CurrentPid</c> has it.</summary>
    public static int Thread => (int)Call(GetTid, 0, 0, 0, 0, 0, 0);

    /// <summary>socket(2); answers minus errno if it fails.</summary>
    public static int OpenSocket(long family, long type, long protocol) => (int)Result(Call(Socket, family, type, protocol, 0, 0, 0));

    /// <summary>sendto(2), which has six arguments; answers minus errno if it fails.</summary>
    public static int SendToSocket(long descriptor, nint buffer, long length, long flags, long address, long addressLength) =>
        (int)Result(Call(SendTo, descriptor, buffer, length, flags, address, addressLength));

    public static unsafe void Sleep(TimeSpan time)
    {
        long* request = stackalloc long[2] { (long)time.TotalSeconds, time.Milliseconds * 1_000_000L };
        _ = Call(Nanosleep, (nint)request, 0, 0, 0, 0, 0);
    }

    /// <summary>The number of a file's inode, by fstat(2): the second 64 bits of struct stat.</summary>
    public static unsafe ulong InodeOf(Microsoft.Win32.SafeHandles.SafeFileHandle file)
    {
        ulong* status = stackalloc ulong[18];
        if (Call(FileStatus, file.DangerousGetHandle(), (nint)status, 0, 0, 0, 0) != 0)
            throw new IOException("fstat(2) failed");
        return status[1];
    }

    /// <summary>sched_setscheduler(2) for this thread: as before (SCHED_OTHER), with SCHED_RESET_ON_FORK.</summary>
    public static unsafe int ResetSchedulingOnFork()
    {
        int priority = 0;
        return (int)Result(Call(SetScheduler, 0, 0x4000_0000, (nint)(&priority), 0, 0, 0));
    }

    /// <summary>socketpair(2) for a family that there is not.</summary>
    public static int OpenSocketPair(int family) => (int)Result(Call(SocketPair, family, 0, 0, 0, 0, 0));

    /// <summary>openat(2) of a path that there is not, from the current folder.</summary>
    public static unsafe void OpenMissing(string path)
    {
        byte[] text = [.. System.Text.Encoding.UTF8.GetBytes(path), 0];
        fixed (byte* pointer = text)
            OpenMissing((nint)pointer);
    }

    /// <summary>openat(2) with an address for a path.</summary>
    public static void OpenMissing(nint address) => _ = Call(OpenAt, CurrentFolder, address, 0, 0, 0, 0);

    static long Result(long value) => value < 0 ? -Marshal.GetLastPInvokeError() : value;

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long Call(long number, long a, long b, long c, long d, long e, long f);
}
