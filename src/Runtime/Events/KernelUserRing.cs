using BpfSharp.Sys;

namespace BpfSharp.Events;

/// <summary>
/// A user ring buffer in the kernel: the consumer's page is read-only here; the producer's page and the data, mapped by the kernel twice in a
/// row so that records that wrap are contiguous, are ours to write.
/// </summary>
internal sealed unsafe class KernelUserRing : UserRingChannel
{
    private readonly FileHandle _file;
    private readonly Wakeup _closing = new();

    private KernelUserRing(MemoryHandle memory, FileHandle file, uint size, nint page)
        : base(memory, (ulong*)memory.Address, (ulong*)(memory.Address + page), (byte*)memory.Address + (2 * page), size) =>
        _file = file;

    /// <param name="map">The map; the ring takes a descriptor of its own.</param>
    /// <param name="name">For messages.</param>
    /// <param name="size">Bytes of data.</param>
    public static KernelUserRing Open(FileHandle map, string name, uint size)
    {
        uint page = (uint)Environment.SystemPageSize;
        nuint producerLength = page + (2 * (nuint)size);
        string what = $"map user ring buffer {name} into this process";
        var file = map.Duplicate();
        MemoryHandle? memory = null;
        try
        {
            memory = MemoryHandle.Anonymous(page + producerLength);
            memory.MapOver(0, page, isWritable: false, file.Fd, 0, what);
            memory.MapOver(page, producerLength, isWritable: true, file.Fd, page, what);
            return new(memory, file, size, (nint)page);
        }
        catch
        {
            memory?.Dispose();
            file.Dispose();
            throw;
        }
    }

    protected override void WaitForConsumer(int milliseconds, CancellationToken cancellationToken) =>
        Poller.Wait(_file, _closing, milliseconds, cancellationToken, LinuxConstants.PollOut);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _closing.Set();
        _closing.Dispose();
        _file.Dispose();
    }
}
