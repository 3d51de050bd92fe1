using System.Runtime.InteropServices;

namespace BpfSharp.Sys;

/// <summary>Blocks a thread until a file is ready, the time is over, or someone calls it off.</summary>
internal static unsafe class Poller
{
    /// <summary>Waits once. Returns for no reason too; the caller looks and comes back.</summary>
    /// <param name="file">The file.</param>
    /// <param name="closing">Set when the file's owner is disposed.</param>
    /// <param name="timeoutMilliseconds">-1 for ever.</param>
    /// <param name="cancellationToken">Throws when cancelled.</param>
    /// <param name="events">What the file must be ready for: reading, unless said otherwise.</param>
    public static void Wait(FileHandle file, Wakeup closing, int timeoutMilliseconds, CancellationToken cancellationToken, short events = LinuxConstants.PollIn)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var cancelled = cancellationToken.CanBeCanceled ? new Wakeup() : null;
        using var registration = cancelled is null
            ? default
            : cancellationToken.UnsafeRegister(static state => ((Wakeup)state!).Set(), cancelled);
        bool holdsFile = false, holdsClosing = false;
        try
        {
            file.DangerousAddRef(ref holdsFile);
            closing.File.DangerousAddRef(ref holdsClosing);
            var fds = stackalloc NativeMethods.PollFd[3];
            fds[0] = new() { Fd = file.Fd, Events = events };
            fds[1] = new() { Fd = closing.File.Fd, Events = LinuxConstants.PollIn };
            fds[2] = new() { Fd = cancelled?.File.Fd ?? -1, Events = LinuxConstants.PollIn };
            int result = NativeMethods.Poll(fds, 3, timeoutMilliseconds);
            int errno = result < 0 ? Marshal.GetLastPInvokeError() : 0;
            if (errno is not (0 or Errno.EINTR or Errno.EAGAIN))
                throw new BpfException(errno, "wait for events", "This is not expected.");
        }
        finally
        {
            if (holdsFile)
                file.DangerousRelease();
            if (holdsClosing)
                closing.File.DangerousRelease();
        }

        cancellationToken.ThrowIfCancellationRequested();
    }
}
