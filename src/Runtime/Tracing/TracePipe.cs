using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>
/// Reads the kernel's trace pipe, where <see cref="Bpf.Printk(PrintkHandler)"/> prints. The pipe belongs to the whole
/// machine: it shows everyone's lines, and a line read here is read by nobody else.
/// </summary>
/// <remarks>
/// Lines of other events keep their event's name in the message. A line that is no record (a message with a line end in
/// it, or the kernel's notice of lost events) comes as a record with an empty task, pid -1 and the line as message.
/// </remarks>
public sealed class TracePipe : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TraceLineSplitter _lines = new();
    private readonly Wakeup _closing = new();
    private readonly FileHandle _file;

    /// <summary>Opens the pipe.</summary>
    /// <exception cref="BpfException">Tracefs is not mounted (the message has the command), or this process may not read it.</exception>
    public TracePipe()
    {
        const string operation = "open the trace pipe";
        string root = TraceFs.Require(operation), path = root + "/trace_pipe";
        int fd = NativeMethods.Open(path, LinuxConstants.OpenReadOnly | LinuxConstants.OpenNonBlocking | LinuxConstants.OpenCloseOnExec);
        if (fd < 0)
        {
            int errno = Marshal.GetLastPInvokeError();
            throw new BpfException(errno, operation, errno switch
            {
                Errno.EACCES or Errno.EPERM => $"This process may not read {path}: run it as root (sudo).",
                Errno.EBUSY => "Another process reads it.",
                _ => $"{path} cannot be opened.",
            });
        }

        _file = new(fd);
        TraceFs.EnablePrinting(root);
    }

    /// <summary>Takes the next line if there is one; never blocks.</summary>
    /// <param name="record">Receives the line.</param>
    /// <returns>False when there is none.</returns>
    /// <exception cref="ObjectDisposedException">The reader is disposed.</exception>
    public bool TryRead([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TraceRecord? record)
    {
        lock (_gate)
        {
            while (!_lines.TryTake(out record) || record is null)
            {
                if (!Fill())
                    return false;
            }

            return true;
        }
    }

    /// <summary>Takes the next line, waiting for it.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The reader is disposed, or was while waiting.</exception>
    public TraceRecord Read(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryRead(out var record))
                return record;
            Poller.Wait(_file, _closing, Timeout.Infinite, cancellationToken);
        }
    }

    /// <summary>Streams lines until cancelled or disposed; disposal completes the stream. While it waits it holds a thread.</summary>
    /// <param name="cancellationToken">Ends the stream with <see cref="OperationCanceledException"/>.</param>
    public async IAsyncEnumerable<TraceRecord> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await NextAsync(cancellationToken).ConfigureAwait(false) is { } record)
            yield return record;
    }

    /// <summary>Closes the pipe; waiting readers end. May be called twice.</summary>
    public void Dispose()
    {
        _closing.Set();
        _file.Dispose();
        _closing.Dispose();
    }

    private async ValueTask<TraceRecord?> NextAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            if (TryRead(out var record))
                return record;
            return await Task.Factory.StartNew(() => Read(cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        }
        catch (ObjectDisposedException) when (_file.IsClosed)
        {
            return null;
        }
    }

    private unsafe bool Fill()
    {
        bool isHeld = false;
        try
        {
            _file.DangerousAddRef(ref isHeld);
            var room = _lines.Room;
            nint count;
            fixed (byte* pointer = room)
                count = NativeMethods.Read(_file.Fd, pointer, (nuint)room.Length);
            if (count > 0)
            {
                _lines.Added((int)count);
                return true;
            }

            int errno = count < 0 ? Marshal.GetLastPInvokeError() : 0;
            if (errno is 0 or Errno.EAGAIN or Errno.EINTR)
                return false;
            throw new BpfException(errno, "read the trace pipe", errno == Errno.EBUSY ? "Another process reads it." : "This is not expected.");
        }
        finally
        {
            if (isHeld)
                _file.DangerousRelease();
        }
    }
}
