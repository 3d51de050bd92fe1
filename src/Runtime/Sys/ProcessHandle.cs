using System.Runtime.InteropServices;

namespace BpfSharp.Sys;

/// <summary>Names a process to the kernel by a descriptor (pidfd_open(2), kernel 5.3).</summary>
internal static unsafe class ProcessHandle
{
    public static FileHandle Open(int processId)
    {
        long fd = NativeMethods.Syscall(LinuxConstants.SyscallPidFdOpen, processId, null, 0, 0, 0);
        if (fd >= 0)
            return new((int)fd);
        int errno = Marshal.GetLastPInvokeError();
        throw new ArgumentException($"Process {processId} cannot be opened ({Errno.Name(errno)}): there is none of that number that this process may name.", nameof(processId));
    }
}
