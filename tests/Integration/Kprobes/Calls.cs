using System.Runtime.InteropServices;

namespace BpfSharp.Integration.Kprobes;

/// <summary>System calls of this thread with every argument as given: C's declarations would cut them to size.</summary>
static partial class Calls
{
    const int Socket = 41, SendTo = 44, GetTid = 186, Nanosleep = 35, FileStatus = 5, SetScheduler = 144, SocketPair = 53, OpenAt = 257, CurrentFolder = -100;
    const int GetUser = 102, SetUsers = 117, SetSocketOption = 54, Map = 9, Unmap = 11, Bind = 49, SocketName = 51;

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

    /// <summary>getuid(2) of this thread while it has another real user id; its effective one, by which it may go back, stays.</summary>
    public static uint UserIdAs(uint user)
    {
        Require(Call(SetUsers, user, -1, -1, 0, 0, 0));
        uint seen = (uint)Call(GetUser, 0, 0, 0, 0, 0, 0);
        Require(Call(SetUsers, 0, -1, -1, 0, 0, 0));
        return seen;
    }

    /// <summary>setsockopt(2); answers minus errno if it fails.</summary>
    public static int SetOption(nint socket, int level, int name, nint value, int length) => (int)Result(Call(SetSocketOption, socket, level, name, value, length, 0));

    /// <summary>What nobody else maps.</summary>
    public const ulong MapLength = 7 * 4096;

    /// <summary>mmap(2) of a part of a file, privately and for reading, and munmap(2) of it.</summary>
    public static void MapOnce(Microsoft.Win32.SafeHandles.SafeFileHandle file, long offset)
    {
        const int read = 1, isPrivate = 2;
        long address = Call(Map, 0, (long)MapLength, read, isPrivate, file.DangerousGetHandle(), offset);
        Require(address);
        Require(Call(Unmap, address, (long)MapLength, 0, 0, 0, 0));
    }

    /// <summary>A bound netlink(7) socket, and the number that it has.</summary>
    public static unsafe Microsoft.Win32.SafeHandles.SafeFileHandle OpenNetlink(out uint port)
    {
        const int netlink = 16, raw = 3, size = 12;
        Microsoft.Win32.SafeHandles.SafeFileHandle socket = new(OpenSocket(netlink, raw, 0), ownsHandle: true);
        uint* address = stackalloc uint[3] { netlink, 0, 0 };
        int length = size;
        Require(Call(Bind, socket.DangerousGetHandle(), (nint)address, size, 0, 0, 0));
        Require(Call(SocketName, socket.DangerousGetHandle(), (nint)address, (nint)(&length), 0, 0, 0));
        port = address[1];
        return socket;
    }

    static void Require(long result)
    {
        if (result is < 0 and > -4096)
            throw new IOException($"a system call failed with errno {Marshal.GetLastPInvokeError()}");
    }

    static long Result(long value) => value < 0 ? -Marshal.GetLastPInvokeError() : value;

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long Call(long number, long a, long b, long c, long d, long e, long f);
}
