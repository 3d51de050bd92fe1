using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace BpfSharp.Sys;

/// <summary>A file descriptor that closes itself, at the latest when it is collected.</summary>
internal sealed class FileHandle : SafeHandleMinusOneIsInvalid
{
    public FileHandle(int fd)
        : base(ownsHandle: true) => SetHandle(fd);

    /// <summary>The number, for use while something else keeps this alive.</summary>
    public int Fd => (int)handle;

    /// <summary>A folder, to name it to the kernel by.</summary>
    /// <exception cref="DirectoryNotFoundException">There is none.</exception>
    public static FileHandle OpenFolder(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        int fd = NativeMethods.Open(path, LinuxConstants.OpenReadOnly | LinuxConstants.OpenCloseOnExec);
        return fd >= 0 ? new(fd) : throw new DirectoryNotFoundException($"{path} cannot be opened ({Errno.Name(Marshal.GetLastPInvokeError())}).");
    }

    /// <summary>A second descriptor of the same open file.</summary>
    /// <exception cref="ObjectDisposedException">This one is closed.</exception>
    public FileHandle Duplicate()
    {
        using var held = new HeldHandle(this);
        int copy = NativeMethods.Fcntl(held.Fd, LinuxConstants.FcntlDuplicateCloseOnExec, 0);
        return copy >= 0
            ? new(copy)
            : throw new BpfException(Marshal.GetLastPInvokeError(), "duplicate a file descriptor", "The process may have reached its limit of open files (ulimit -n).");
    }

    protected override bool ReleaseHandle() => NativeMethods.Close((int)handle) == 0;
}
