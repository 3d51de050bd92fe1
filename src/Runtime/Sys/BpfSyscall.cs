using System.Runtime.InteropServices;

namespace BpfSharp.Sys;

/// <summary>bpf(2) and perf_event_open(2).</summary>
internal static unsafe class BpfSyscall
{
    private const int MaximumAttempts = 8;

    /// <summary>
    /// Calls bpf(2). A kernel that does not know the attribute's last fields accepts them when they are zero, so one
    /// shape serves all kernels.
    /// </summary>
    /// <returns>The result, or minus errno.</returns>
    public static int Call<T>(BpfCommand command, ref T attribute)
        where T : unmanaged
    {
        fixed (T* pointer = &attribute)
        {
            for (int attempt = 1; ; attempt++)
            {
                long result = NativeMethods.Bpf(LinuxConstants.SyscallBpf, (long)command, pointer, sizeof(T));
                if (result >= 0)
                    return (int)result;
                int errno = Marshal.GetLastSystemError();
                // Loading is abandoned with EAGAIN when a signal is pending; .NET uses signals, so this happens.
                if (errno is not (Errno.EAGAIN or Errno.EINTR) || attempt == MaximumAttempts)
                    return -errno;
            }
        }
    }

    /// <summary>Calls bpf(2) for a command that returns a file descriptor; null and the errno on failure.</summary>
    public static FileHandle? Open<T>(BpfCommand command, ref T attribute, out int errno)
        where T : unmanaged
    {
        int result = Call(command, ref attribute);
        errno = result < 0 ? -result : 0;
        return result < 0 ? null : new FileHandle(result);
    }

    /// <summary>Opens a perf event for all processes on one CPU; null and the errno on failure.</summary>
    public static FileHandle? OpenPerfEvent(ref PerfEventAttribute attribute, int cpu, out int errno)
    {
        fixed (PerfEventAttribute* pointer = &attribute)
        {
            long result = NativeMethods.Syscall(LinuxConstants.SyscallPerfEventOpen, pointer, -1, cpu, -1, LinuxConstants.PerfFlagCloseOnExec);
            errno = result < 0 ? Marshal.GetLastPInvokeError() : 0;
            return result < 0 ? null : new FileHandle((int)result);
        }
    }
}
