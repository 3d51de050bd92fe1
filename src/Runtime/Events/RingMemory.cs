using BpfSharp.Sys;

namespace BpfSharp.Events;

/// <summary>
/// A ring buffer map as this process sees it: a page with the consumer's position, one with the producer's, and the data, mapped by the kernel
/// twice in a row so that records that wrap are contiguous (kernel/bpf/ringbuf.c).
/// </summary>
internal static class RingMemory
{
    public static readonly int Page = Environment.SystemPageSize;

    /// <summary>Maps it all in one piece, so that whoever holds on to it holds on to both ends.</summary>
    /// <param name="file">The map.</param>
    /// <param name="what">For messages.</param>
    /// <param name="size">Bytes of data.</param>
    /// <param name="isReader">Whether this process reads, and writes the consumer's position alone; else all but that is its to write.</param>
    public static MemoryHandle Map(FileHandle file, string what, uint size, bool isReader)
    {
        nuint page = (nuint)Page, producerLength = page + (2 * (nuint)size);
        string operation = $"map {what} into this process";
        var memory = MemoryHandle.Anonymous(page + producerLength);
        try
        {
            memory.MapOver(0, page, isReader, file.Fd, 0, operation);
            memory.MapOver(page, producerLength, !isReader, file.Fd, (long)page, operation);
            return memory;
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }
}
