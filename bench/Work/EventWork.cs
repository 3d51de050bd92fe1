using System.Runtime.CompilerServices;
using BpfSharp.Bench.Kernel;

namespace BpfSharp.Bench.Work;

/// <summary>
/// Reads events and says what it took: nanoseconds of this thread's CPU time, events read, events lost, bytes allocated while
/// reading. Every event carries a number, so none can be missed unseen.
/// </summary>
static class EventWork
{
    /// <summary>Events in the buffer when reading begins.</summary>
    private const int Fill = 16 * EventSource.Burst;

    /// <param name="way"><c>consume</c>, <c>read</c> and <c>stream</c> read what is ready and stop the clock while the next are made; in <c>live</c> another thread makes them meanwhile.</param>
    public static string Run(string way, int size, long count)
    {
        using EventSource source = new();
        source.Load();
        return size switch
        {
            16 => Run(way, count, source, source.Events16, "Produce16"),
            64 => Run(way, count, source, source.Events64, "Produce64"),
            256 => Run(way, count, source, source.Events256, "Produce256"),
            _ => throw new ArgumentException($"no events of {size} bytes"),
        };
    }

    private static string Run<T>(string way, long count, EventSource source, RingBuffer<T> buffer, string program)
        where T : unmanaged
    {
        Session<T> session = new(buffer, source.Programs[program]);
        Action<long> read = way switch
        {
            "consume" => session.Consume,
            "read" => session.Read,
            "stream" => limit => session.StreamAsync(limit).GetAwaiter().GetResult(),
            "live" => session.Live,
            _ => throw new ArgumentException($"no way {way}"),
        };
        // Until the JIT compiler has done what it will do.
        for (long until = Environment.TickCount64 + 500; Environment.TickCount64 < until;)
            read(100 * Fill);
        session.Reset();
        read(count);
        return session.Result((long)source.Next, buffer.DroppedCount);
    }

    private sealed class Session<T>(RingBuffer<T> buffer, BpfProgram program)
        where T : unmanaged
    {
        private static readonly byte[] s_packet = new byte[64];
        private long _events, _cpu, _started, _allocated, _allocatedBefore;
        private ulong _expected, _lost;

        public void Reset() => (_events, _cpu, _lost, _allocated) = (0, 0, 0, 0);

        public string Result(long made, ulong dropped) => $"{_cpu} {_events} {_lost + dropped + (ulong)made - _expected} {_allocated}";

        public void Consume(long count)
        {
            RingBufferHandler<T> handler = Take;
            for (long end = _events + count; _events < end;)
            {
                Produce();
                Start();
                buffer.Consume(handler);
                Stop();
            }
        }

        public void Read(long count)
        {
            for (long end = _events + count; _events < end;)
            {
                Produce();
                Start();
                while (buffer.TryRead(out T e))
                    Take(in e);
                Stop();
            }
        }

        public async Task StreamAsync(long count)
        {
            long end = _events + count;
            Produce();
            Start();
            // The next are made before the stream asks for them, so it never has to wait and stays on this thread.
            await foreach (T e in buffer.ReadAllAsync().ConfigureAwait(false))
            {
                Take(in e);
                if (_events % Fill != 0)
                    continue;
                Stop();
                if (_events >= end)
                    break;
                Produce();
                Start();
            }
        }

        public void Live(long count)
        {
            long end = _events + count;
            Thread producer = new(() =>
            {
                for (long made = end - count; made < end; made += EventSource.Burst)
                {
                    while (made - Volatile.Read(ref _events) > Fill)
                        Thread.Yield();
                    program.TestRun(s_packet);
                }
            });
            RingBufferHandler<T> handler = Take;
            producer.Start();
            Start();
            while (_events < end)
            {
                buffer.Wait(Timeout.InfiniteTimeSpan);
                buffer.Consume(handler);
            }
            Stop();
            producer.Join();
        }

        private void Produce() => program.TestRun(s_packet, Fill / EventSource.Burst);

        private void Take(ref readonly T e)
        {
            ulong number = Unsafe.As<T, ulong>(ref Unsafe.AsRef(in e)); // the first field of all
            _lost += number - _expected;
            _expected = number + 1;
            _events++;
        }

        private void Start()
        {
            _allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
            _started = Native.ThreadNanoseconds();
        }

        private void Stop()
        {
            _cpu += Native.ThreadNanoseconds() - _started;
            _allocated += GC.GetAllocatedBytesForCurrentThread() - _allocatedBefore;
        }
    }
}
