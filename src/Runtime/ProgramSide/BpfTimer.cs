using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BpfSharp.Simulation;

namespace BpfSharp;

/// <summary>
/// A timer in a map's element (<c>struct bpf_timer</c>, kernel 5.15): a field of the struct that is the value of a <see cref="HashMap{TKey, TValue}"/>,
/// an <see cref="LruHashMap{TKey, TValue}"/> or an <see cref="ArrayMap{TValue}"/>. A program sets it up in the element, and the kernel calls a
/// method when it expires, on whichever CPU, in interrupt context. Removing or replacing the element cancels it, and so does the end of the
/// last descriptor of the map.
/// </summary>
/// <remarks>
/// <code>
/// struct Flow { public BpfTimer Idle; public ulong Packets; }
/// …
/// ref Flow flow = ref Flows.GetValueRefOrNullRef(id);
/// if (!Unsafe.IsNullRef(ref flow) &amp;&amp; flow.Idle.TryInitialize(Flows))
///     flow.Idle.SetCallback((uint id, ref Flow flow) =&gt; Flows.Remove(id));
/// flow.Idle.Start(30_000_000_000);
/// </code>
/// Its members are for programs and simulated hosts, whose timers expire in <see cref="SimulatedKernel.Advance"/>. What user code reads of it is
/// zero, and what it writes is left out. Maps with timers cannot be used in kprobes, tracepoints and raw tracepoints, because the kernel
/// allows no timers where it may hold any lock; <c>fentry</c> and <c>tp_btf</c> programs can use them.
/// Facts: kernel/bpf/helpers.c, kernel/bpf/verifier.c (check_map_prog_compatibility).
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct BpfTimer
{
    private readonly ulong _first;
    private readonly ulong _second;

    /// <summary>Makes the timer, stopped (<c>bpf_timer_init</c>).</summary>
    /// <typeparam name="TKey">The map's keys.</typeparam>
    /// <typeparam name="TValue">The map's values.</typeparam>
    /// <param name="map">The map that the element is in.</param>
    /// <param name="clock">What the times mean that it is started with.</param>
    /// <returns>False when the element has a timer already, or nobody in user space holds the map any more.</returns>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public bool TryInitialize<TKey, TValue>(HashTableMap<TKey, TValue> map, BpfClock clock = BpfClock.Monotonic)
        where TKey : unmanaged
        where TValue : unmanaged => Timers.TryInitialize(Address, map.Map, clock);

    /// <summary>Makes the timer, stopped (<c>bpf_timer_init</c>).</summary>
    /// <typeparam name="TValue">The array's elements.</typeparam>
    /// <param name="map">The array that the element is in.</param>
    /// <param name="clock">What the times mean that it is started with.</param>
    /// <returns>False when the element has a timer already, or nobody in user space holds the map any more.</returns>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public bool TryInitialize<TValue>(ArrayMap<TValue> map, BpfClock clock = BpfClock.Monotonic)
        where TValue : unmanaged => Timers.TryInitialize(Address, map.Map, clock);

    /// <summary>Says what is called when it expires (<c>bpf_timer_set_callback</c>).</summary>
    /// <typeparam name="TKey">The map's keys; <see cref="int"/> for an array's indexes.</typeparam>
    /// <typeparam name="TValue">The map's values.</typeparam>
    /// <param name="callback">
    /// A lambda, a local function or a method that uses nothing of the method around it, which has ended by then. Given a copy of the key and
    /// the element in place, it may start the timer again.
    /// </param>
    /// <returns>False when the timer is not initialised.</returns>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public bool SetCallback<TKey, TValue>(MapAction<TKey, TValue> callback)
        where TKey : unmanaged
        where TValue : unmanaged => Timers.SetCallback(Address, callback);

    /// <summary>Lets it expire once, at a time from now; where it is running already, then instead (<c>bpf_timer_start</c>).</summary>
    /// <param name="nanoseconds">How long from now, or with <see cref="BpfTimerFlags.Absolute"/> what the clock will show.</param>
    /// <param name="flags">How it runs.</param>
    /// <returns>False when it is not initialised or has no callback.</returns>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public bool Start(ulong nanoseconds, BpfTimerFlags flags = BpfTimerFlags.None) => Timers.Start(Address, nanoseconds, flags);

    /// <summary>Stops it, and waits until its callback has ended if that runs now (<c>bpf_timer_cancel</c>).</summary>
    /// <returns>Whether it was running; false also within its own callback, which cannot wait for itself.</returns>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public bool Cancel() => Timers.Cancel(Address);

    private static SimulatedTimers Timers => SimulatedKernel.Current.Timers;

    // Elements of simulated maps are in memory of their own, which does not move.
    private nint Address => (nint)Unsafe.AsPointer(ref this);
}

/// <summary>What a timer's times mean, with the kernel's numbers (<c>CLOCK_…</c>, include/uapi/linux/time.h).</summary>
public enum BpfClock
{
    /// <summary>The time of day, which may be set.</summary>
    RealTime = 0,

    /// <summary>Since boot, without suspend: what <see cref="Bpf.KtimeNs"/> shows.</summary>
    Monotonic = 1,

    /// <summary>Since boot, with suspend: what <see cref="Bpf.BootTimeNs"/> shows.</summary>
    BootTime = 7,
}

/// <summary>How a timer runs, with the kernel's values (<c>BPF_F_TIMER_…</c>, include/uapi/linux/bpf.h).</summary>
[Flags]
public enum BpfTimerFlags
{
    /// <summary>From now on, on any CPU.</summary>
    None = 0,

    /// <summary>The time is what the clock will show, not how long from now (kernel 6.4).</summary>
    Absolute = 1,

    /// <summary>The callback runs on the CPU that starts the timer (kernel 6.7).</summary>
    PinnedToCpu = 2,
}
