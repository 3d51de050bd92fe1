using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BpfSharp.Events;

namespace BpfSharp.Sys;

/// <summary>
/// One background thread that turns the kernel's wake-ups into signals for asynchronous readers. It starts with the
/// first reader and stays for the life of the process.
/// </summary>
internal sealed unsafe class EpollLoop
{
    private const int EventsAtOnce = 16;

    // struct epoll_event is packed on x64 alone.
    private static readonly int EventSize = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int DataOffset = EventSize - sizeof(long);
    private static readonly Lazy<EpollLoop> Instance = new(static () => new EpollLoop());

    private readonly ConcurrentDictionary<long, AsyncSignal> _signals = new();
    private readonly int _epoll;
    private long _lastId;

    private EpollLoop()
    {
        _epoll = NativeMethods.EpollCreate(LinuxConstants.EpollCloseOnExec);
        if (_epoll < 0)
            throw Failure();
        new Thread(Run) { IsBackground = true, Name = "BpfSharp events" }.Start();
    }

    /// <summary>Sets a signal now if the file is readable, and at every wake-up from then on.</summary>
    /// <returns>What <see cref="Remove"/> takes.</returns>
    public static long Add(FileHandle file, AsyncSignal signal) => Instance.Value.AddCore(file, signal);

    public static void Remove(long id, FileHandle file)
    {
        byte* nothing = stackalloc byte[16];
        _ = NativeMethods.EpollControl(Instance.Value._epoll, LinuxConstants.EpollDelete, file.Fd, nothing);
        Instance.Value._signals.TryRemove(id, out _);
    }

    private long AddCore(FileHandle file, AsyncSignal signal)
    {
        long id = Interlocked.Increment(ref _lastId);
        _signals[id] = signal;
        byte* epollEvent = stackalloc byte[16];
        // Edge-triggered: a record reserved but not committed makes the ring readable, and reporting its level would spin.
        *(uint*)epollEvent = LinuxConstants.EpollIn | LinuxConstants.EpollEdgeTriggered;
        Unsafe.WriteUnaligned(epollEvent + DataOffset, id);
        if (NativeMethods.EpollControl(_epoll, LinuxConstants.EpollAdd, file.Fd, epollEvent) == 0)
            return id;
        var failure = Failure();
        _signals.TryRemove(id, out _);
        throw failure;
    }

    private void Run()
    {
        byte* events = stackalloc byte[EventsAtOnce * 16];
        while (true)
        {
            int count = NativeMethods.EpollWait(_epoll, events, EventsAtOnce, -1);
            for (int index = 0; index < count; index++)
            {
                long id = Unsafe.ReadUnaligned<long>(events + (index * EventSize) + DataOffset);
                if (_signals.TryGetValue(id, out var signal))
                    signal.Set();
            }
        }
    }

    private static BpfException Failure() =>
        new(Marshal.GetLastPInvokeError(), "watch a ring buffer for events", "The process may have reached its limit of open files (ulimit -n).");
}
