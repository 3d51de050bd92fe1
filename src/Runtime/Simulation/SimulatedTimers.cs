using System.Runtime.CompilerServices;

namespace BpfSharp.Simulation;

/// <summary>The timers in elements of simulated maps, known by their addresses. They expire when the kernel's clocks are moved.</summary>
internal sealed unsafe class SimulatedTimers(SimulatedKernel kernel)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<nint, Entry> _timers = [];

    public bool TryInitialize(nint address, BpfMap map, BpfClock clock)
    {
        if (!map.IsSimulated)
            throw new InvalidOperationException($"Map {map.Name} lives in the kernel, where programs set its timers.");
        if (OwnerOf(map, address) is not { } key)
            throw new InvalidOperationException($"The timer is in no element of map {map.Name}: take the element by reference, from the map that is named.");
        lock (_gate)
            return _timers.TryAdd(address, new(map, clock, key));
    }

    public bool SetCallback<TKey, TValue>(nint address, MapAction<TKey, TValue> callback)
        where TKey : unmanaged
        where TValue : unmanaged
    {
        lock (_gate)
        {
            if (!_timers.TryGetValue(address, out var timer))
                return false;
            timer.Expire = () =>
            {
                fixed (byte* key = timer.Key)
                    callback(Unsafe.ReadUnaligned<TKey>(key), ref Unsafe.AsRef<TValue>((void*)timer.Map.KernelSideReference(key)));
            };
            return true;
        }
    }

    public bool Start(nint address, ulong nanoseconds, BpfTimerFlags flags)
    {
        lock (_gate)
        {
            if (!_timers.TryGetValue(address, out var timer) || timer.Expire is null)
                return false;
            timer.Due = (flags & BpfTimerFlags.Absolute) != 0 ? nanoseconds : kernel.ClockNs(timer.Clock) + nanoseconds;
            return true;
        }
    }

    public bool Cancel(nint address)
    {
        lock (_gate)
        {
            if (!_timers.TryGetValue(address, out var timer) || timer.Due is null)
                return false;
            timer.Due = null;
            return true;
        }
    }

    /// <summary>Ends the timers in memory that becomes another element's.</summary>
    public void Forget(nint start, int size)
    {
        lock (_gate)
        {
            if (_timers.Count == 0)
                return;
            foreach (nint address in _timers.Keys)
            {
                if (address >= start && address < start + size)
                    _timers.Remove(address);
            }
        }
    }

    /// <summary>How long until the next timer expires; null when none is running.</summary>
    public ulong? UntilNext()
    {
        lock (_gate)
        {
            ulong? next = null;
            foreach (var timer in _timers.Values)
            {
                if (timer.Due is not { } due)
                    continue;
                ulong now = kernel.ClockNs(timer.Clock);
                ulong left = due > now ? due - now : 0;
                next = Math.Min(next ?? left, left);
            }

            return next;
        }
    }

    /// <summary>Calls back for the timers that are due now.</summary>
    public void Expire()
    {
        List<Entry> due = [];
        lock (_gate)
        {
            foreach (var timer in _timers.Values)
            {
                if (timer.Due > kernel.ClockNs(timer.Clock))
                    continue;
                if (timer.Due is not null)
                    due.Add(timer);
            }
        }

        foreach (var timer in due)
        {
            // One that ran before may have cancelled this one or removed its element.
            lock (_gate)
            {
                if (timer.Due is null || !_timers.ContainsValue(timer))
                    continue;
                timer.Due = null;
            }

            timer.Expire!();
        }
    }

    /// <summary>The key of the element that a timer is in; null when it is in none.</summary>
    private static byte[]? OwnerOf(BpfMap map, nint address)
    {
        byte[] key = new byte[map.KeySize], next = new byte[map.KeySize];
        fixed (byte* to = next, from = key)
        {
            for (int errno = map.NextKey(null, to); errno == 0; errno = map.NextKey(from, to))
            {
                if (map.KernelSideReference(to) is not 0 and var element && address >= element && address < element + map.ValueSize)
                    return next;
                next.CopyTo(key, 0);
            }
        }

        return null;
    }

    private sealed class Entry(BpfMap map, BpfClock clock, byte[] key)
    {
        public BpfMap Map { get; } = map;
        public BpfClock Clock { get; } = clock;
        public byte[] Key { get; } = key;

        /// <summary>What the clock shows when it expires; null while it does not run.</summary>
        public ulong? Due { get; set; }
        public Action? Expire { get; set; }
    }
}
