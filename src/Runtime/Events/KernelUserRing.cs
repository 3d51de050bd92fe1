using BpfSharp.Sys;

namespace BpfSharp.Events;

/// <summary>
/// A user ring buffer in the kernel: the consumer's page is read-only here; the producer's page and the data are ours to write.
/// </summary>
internal sealed unsafe class KernelUserRing : UserRingChannel
{
    private readonly FileHandle _file;
    private readonly Wakeup _closing = new();

    private KernelUserRing(MemoryHandle memory, FileHandle file, uint size)
        : base(memory, (ulong*)memory.Address, (ulong*)(memory.Address + RingMemory.Page), (byte*)memory.Address + (2 * RingMemory.Page), size) =>
        _file = file;

    /// <param name="map">The map; the ring takes a descriptor of its own.</param>
    /// <param name="name">For messages.</param>
    /// <param name="size">Bytes of data.</param>
    public static KernelUserRing Open(FileHandle map, string name, uint size)
    {
        var file = map.Duplicate();
        try
        {
            return new(RingMemory.Map(file, $"user ring buffer {name}", size, isReader: false), file, size);
        }
        catch
        {
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
