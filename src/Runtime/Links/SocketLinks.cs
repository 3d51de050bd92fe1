using System.Net.Sockets;
using System.Runtime.InteropServices;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>Socket filters.</summary>
internal static unsafe class SocketLinks
{
    public static KernelLink Attach(KernelProgram program, FileHandle handle, Socket socket)
    {
        string operation = $"attach program {program.Name} to a socket";
        int fd = handle.Fd;
        bool isHeld = false;
        try
        {
            socket.SafeHandle.DangerousAddRef(ref isHeld);
            if (NativeMethods.SetSocketOption((int)socket.SafeHandle.DangerousGetHandle(), LinuxConstants.SolSocket, LinuxConstants.SoAttachBpf, &fd, sizeof(int)) != 0)
            {
                int errno = Marshal.GetLastPInvokeError();
                throw new BpfException(errno, operation, errno == Errno.EPERM ? "The socket's filter is locked (SO_LOCK_FILTER)." : "The socket takes no filter of this kind.");
            }
        }
        finally
        {
            if (isHeld)
                socket.SafeHandle.DangerousRelease();
        }

        return new SocketLink(program, handle, socket);
    }

    /// <summary>A filter is no descriptor: it leaves with the socket, or when taken off.</summary>
    private sealed class SocketLink(KernelProgram program, FileHandle handle, Socket socket) : KernelLink(program, handle)
    {
        protected override FileHandle? Link => null;

        protected override void Release()
        {
            bool isHeld = false;
            try
            {
                socket.SafeHandle.DangerousAddRef(ref isHeld);
                int nothing = 0;
                _ = NativeMethods.SetSocketOption((int)socket.SafeHandle.DangerousGetHandle(), LinuxConstants.SolSocket, LinuxConstants.SoDetachFilter, &nothing, sizeof(int));
            }
            catch (ObjectDisposedException)
            {
                // The filter went with the socket.
            }
            finally
            {
                if (isHeld)
                    socket.SafeHandle.DangerousRelease();
            }
        }
    }
}
