using System.Runtime.InteropServices;
using BpfSharp.Sys;

namespace BpfSharp.Events;

/// <summary>One CPU's perf buffer. The layout is that of <c>struct perf_event_mmap_page</c> and what follows it (linux/perf_event.h).</summary>
internal sealed unsafe class PerfRing : IDisposable
{
    private const uint TypeSoftware = 1;
    private const ulong ConfigBpfOutput = 10, SampleRaw = 1 << 10;
    private const int HeadOffset = 1024, TailOffset = 1032;
    private const int HeaderSize = 8, RecordLost = 2, RecordSample = 9;

    private readonly MemoryHandle _memory;
    private readonly ulong* _head;
    private readonly ulong* _tail;
    private readonly byte* _data;
    private readonly ulong _size;

    private PerfRing(FileHandle file, MemoryHandle memory, uint size)
    {
        File = file;
        _memory = memory;
        _head = (ulong*)(memory.Address + HeadOffset);
        _tail = (ulong*)(memory.Address + TailOffset);
        _data = (byte*)memory.Address + Environment.SystemPageSize;
        _size = size;
    }

    public FileHandle File { get; }

    public bool IsEmpty => Volatile.Read(ref *_head) == *_tail;

    /// <summary>Opens a CPU's buffer; null when the CPU is off.</summary>
    public static PerfRing? Open(string name, int cpu, uint size)
    {
        string what = $"open CPU {cpu}'s perf buffer of {name}";
        // As many pages as a power of two: positions are cut by a mask.
        size = (uint)Math.Max(System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)size), (ulong)Environment.SystemPageSize);
        var attribute = new PerfEventAttribute
        {
            Type = TypeSoftware,
            Size = (uint)sizeof(PerfEventAttribute),
            Config = ConfigBpfOutput,
            SamplePeriod = 1,
            SampleType = SampleRaw,
            WakeupEvents = 1,
        };
        var file = BpfSyscall.OpenPerfEvent(ref attribute, cpu, out int errno);
        if (file is null)
            return errno == Errno.ENODEV ? null : throw Failure(what, errno);
        MemoryHandle? memory = null;
        try
        {
            nuint length = (nuint)Environment.SystemPageSize + size;
            memory = MemoryHandle.Anonymous(length);
            memory.MapOver(0, length, isWritable: true, file.Fd, 0, what);
            if (NativeMethods.Ioctl(file.Fd, LinuxConstants.PerfEventEnable, 0) != 0)
                throw Failure(what, Marshal.GetLastPInvokeError());
            return new(file, memory, size);
        }
        catch
        {
            memory?.Dispose();
            file.Dispose();
            throw;
        }
    }

    /// <summary>Copies the next sample; counts what the kernel says it lost on the way.</summary>
    public bool TryTake(void* destination, int size, out int length, ref ulong lost)
    {
        length = 0;
        ulong tail = *_tail;
        ulong head = Volatile.Read(ref *_head);
        while (tail != head)
        {
            ulong header = 0;
            Copy(tail, &header, HeaderSize);
            int type = (int)(uint)header, recordSize = (int)(header >> 48);
            if (recordSize < HeaderSize || (ulong)recordSize > head - tail)
                throw new InvalidOperationException($"A perf buffer holds a record of {recordSize} bytes that it cannot hold: its memory was written by another.");
            if (type == RecordSample)
            {
                uint raw = 0;
                Copy(tail + HeaderSize, &raw, sizeof(uint));
                length = (int)Math.Min(raw, (uint)recordSize - HeaderSize - sizeof(uint));
                Copy(tail + HeaderSize + sizeof(uint), destination, Math.Min(length, size));
            }
            else if (type == RecordLost)
            {
                ulong count = 0;
                Copy(tail + HeaderSize + sizeof(ulong), &count, sizeof(ulong));
                lost += count;
            }

            tail += (ulong)recordSize;
            Volatile.Write(ref *_tail, tail);
            if (type == RecordSample)
                return true;
        }

        return false;
    }

    public void Dispose()
    {
        _memory.Dispose();
        File.Dispose();
    }

    /// <summary>Copies from the buffer, which begins again at its end.</summary>
    private void Copy(ulong position, void* destination, int size)
    {
        ulong start = position & (_size - 1);
        int first = (int)Math.Min((ulong)size, _size - start);
        Buffer.MemoryCopy(_data + start, destination, size, first);
        if (first < size)
            Buffer.MemoryCopy(_data, (byte*)destination + first, size - first, size - first);
    }

    private static BpfException Failure(string what, int errno) =>
        PrivilegeErrors.Explain(errno, what, Capability.Perfmon) ?? new(errno, what, errno switch
        {
            Errno.EPERM or Errno.EACCES => "The kernel refused although the capabilities are there: kernel.perf_event_mlock_kb may be used up, or a security module forbids perf_event_open(2)." + PrivilegeErrors.Lockdown(),
            Errno.ENOMEM => "The machine has not enough memory for it: make the buffer smaller.",
            Errno.ENOSYS => "The kernel was built without perf events (CONFIG_PERF_EVENTS).",
            _ => "This is not expected.",
        });
}
