using BpfSharp.Simulation;

namespace BpfSharp;

/// <summary>
/// A host for unit tests, on any operating system and without privileges: maps, ring buffers and globals live in this process, and
/// <see cref="Bpf"/> answers what the properties here say. Program methods are called directly, as the C# methods they are.
/// </summary>
/// <remarks>
/// <code>
/// var kernel = new SimulatedKernel { Tgid = 42 };
/// using var probe = new CloneProbe(kernel);
/// using (kernel.Enter())
///     probe.OnClone(43);
/// </code>
/// Maps have the kernel's limits (a full hash refuses, a full ring buffer drops and counts), but LRU maps evict exactly the least
/// recently used element where the kernel approximates.
/// </remarks>
public sealed partial class SimulatedKernel : BpfHost
{
    [ThreadStatic]
    private static SimulatedKernel? _current;

    private readonly List<string> _printk = [];
    private uint _random = 0x9E3779B9;
    private ulong _sessionCookie;
    private int _cpu;
    private nint _task;
    private int _taskSize;

    /// <summary>A machine with a number of CPUs.</summary>
    /// <param name="cpuCount">Number of CPUs: how many values per-CPU maps have.</param>
    public SimulatedKernel(int cpuCount = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cpuCount, 1);
        CpuCount = cpuCount;
        Timers = new(this);
    }

    /// <summary>Number of CPUs.</summary>
    public int CpuCount { get; }

    /// <summary>Process id of the current task.</summary>
    public int Tgid { get; set; } = 1;

    /// <summary>Thread id of the current task.</summary>
    public int Pid { get; set; } = 1;

    /// <summary>User id of the current task.</summary>
    public uint Uid { get; set; }

    /// <summary>Group id of the current task.</summary>
    public uint Gid { get; set; }

    /// <summary>Name of the current task.</summary>
    public Comm Comm { get; set; } = Comm.FromString("simulated");

    /// <summary>Nanoseconds since boot without suspend. Moves only when set or <see cref="Advance"/>d.</summary>
    public ulong KtimeNs { get; set; } = 1_000_000_000;

    /// <summary>Nanoseconds since boot with suspend. Moves only when set or <see cref="Advance"/>d.</summary>
    public ulong BootTimeNs { get; set; } = 1_000_000_000;

    /// <summary>Id of the current task's control group.</summary>
    public ulong CgroupId { get; set; } = 1;

    /// <summary>What <see cref="Bpf.AttachCookie"/> gives.</summary>
    public ulong AttachCookie { get; set; }

    /// <summary>What <see cref="Bpf.IsSessionReturn"/> gives.</summary>
    public bool IsSessionReturn { get; set; }

    /// <summary>What <see cref="Bpf.SessionCookie"/> refers to.</summary>
    public ref ulong SessionCookie => ref _sessionCookie;

    /// <summary>What <see cref="Bpf.FunctionAddress"/> gives.</summary>
    public ulong FunctionAddress { get; set; }

    /// <summary>
    /// What <see cref="KconfigAttribute"/> values are, by the option's name and written as a configuration has them: <c>y</c>, <c>250</c>,
    /// <c>"(none)"</c>. Read when an object first needs one.
    /// </summary>
    public IDictionary<string, string> Configuration { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where <see cref="KsymAttribute"/> symbols are, by name; take memory for what they stand for with <c>Allocate</c>.</summary>
    public IDictionary<string, nint> Symbols { get; } = new Dictionary<string, nint>(StringComparer.Ordinal);

    /// <summary>Names of the methods that <see cref="Bpf.HasKernelFunction"/> says the kernel has.</summary>
    public ISet<string> KernelFunctions { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The CPU programs run on, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such CPU.</exception>
    public int Cpu
    {
        get => _cpu;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, CpuCount);
            _cpu = value;
        }
    }

    /// <summary>What programs printed, oldest first, without line ends.</summary>
    public IReadOnlyList<string> Printk
    {
        get
        {
            lock (_printk)
                return [.. _printk];
        }
    }

    /// <summary>Moves both clocks. Timers (<see cref="BpfTimer"/>) that expire on the way call back, each when it is due, with this kernel entered.</summary>
    /// <param name="time">How far; not negative.</param>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        ulong left = (ulong)time.Ticks * 100;
        using var entered = Enter();
        while (Timers.UntilNext() is { } next && next <= left)
        {
            // One that starts itself again at once is not waited for: the clock goes on.
            ulong step = Math.Max(next, 1);
            MoveClocks(Math.Min(step, left));
            left -= Math.Min(step, left);
            Timers.Expire();
            if (left == 0)
                break;
        }

        MoveClocks(left);
    }

    private void MoveClocks(ulong nanoseconds)
    {
        KtimeNs += nanoseconds;
        BootTimeNs += nanoseconds;
    }

    /// <summary>Starts the pseudo-random sequence of <see cref="Bpf.RandomUInt32"/> again.</summary>
    /// <param name="seed">Where; the same seed gives the same sequence.</param>
    public void SeedRandom(uint seed) => _random = seed == 0 ? 0x9E3779B9 : seed;

    /// <summary>Makes <see cref="Bpf"/> answer from this kernel on the current thread until disposed. May be nested.</summary>
    /// <returns>What to dispose, on the same thread.</returns>
    public IDisposable Enter()
    {
        var scope = new Scope(_current);
        _current = this;
        return scope;
    }

    internal static SimulatedKernel Current => _current ?? throw new InvalidOperationException(
        "Bpf.… members belong to code that runs in the kernel. To run a program method on the CLR, enter a simulated kernel first: using (simulatedKernel.Enter()) probe.Method(…);");

    internal SimulatedMemory Memory { get; } = new();

    internal SimulatedTimers Timers { get; }

    internal SimulatedReferences References { get; } = new();

    /// <summary>What a clock shows; the time of day is the boot's, for a test that can be repeated.</summary>
    internal ulong ClockNs(BpfClock clock) => clock == BpfClock.Monotonic ? KtimeNs : BootTimeNs;

    internal override ObjectBackend Open(BpfObjectDefinition definition, ReadOnlySpan<byte> objectBytes) =>
        new SimulatedObject(this, definition);

    internal ulong SymbolAddress(string name) => Symbols.TryGetValue(name, out nint address) ? (ulong)address : 0;

    internal void AddPrintk(string text)
    {
        lock (_printk)
            _printk.Add(text);
    }

    /// <summary>Xorshift: any sequence does, as long as a test can repeat it.</summary>
    internal uint NextRandom()
    {
        _random ^= _random << 13;
        _random ^= _random >> 17;
        _random ^= _random << 5;
        return _random;
    }

    private sealed class Scope(SimulatedKernel? previous) : IDisposable
    {
        public void Dispose() => _current = previous;
    }
}
