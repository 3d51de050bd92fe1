using System.Runtime.InteropServices;

namespace BpfSharp.Sys;

/// <summary>An event a poll(2) can wait for: once set it stays set.</summary>
internal sealed unsafe class Wakeup : IDisposable
{
    public Wakeup()
    {
        int fd = NativeMethods.EventFd(0, LinuxConstants.EventFdCloseOnExec | LinuxConstants.EventFdNonBlocking);
        if (fd < 0)
            throw new BpfException(Marshal.GetLastPInvokeError(), "create an event descriptor", "The process may have reached its limit of open files (ulimit -n).");
        File = new(fd);
    }

    public FileHandle File { get; }

    public void Set()
    {
        bool isHeld = false;
        try
        {
            File.DangerousAddRef(ref isHeld);
            ulong one = 1;
            _ = NativeMethods.Write(File.Fd, &one, sizeof(ulong));
        }
        catch (ObjectDisposedException)
        {
            // Nobody waits any more.
        }
        finally
        {
            if (isHeld)
                File.DangerousRelease();
        }
    }

    public void Dispose() => File.Dispose();
}
