using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace BpfSharp;

/// <summary>
/// An eBPF object as a class: base of what the generator makes of a class marked <see cref="BpfObjectAttribute"/>.
/// Set read-only globals, then <see cref="Attach"/>; disposing detaches the programs and frees the maps.
/// </summary>
/// <remarks>
/// Nothing survives the process, however it ends: programs, maps and links hang on file descriptors and are not pinned, except the maps and attachments that you <see cref="BpfMap.Pin"/> or <see cref="BpfLink.Pin"/>.
/// Loading and attaching need CAP_BPF and CAP_PERFMON (CAP_SYS_ADMIN before kernel 5.8), networking CAP_NET_ADMIN.
/// </remarks>
public abstract class BpfObject : IDisposable
{
    private readonly Lock _gate = new();
    private readonly BpfHost _host;
    private ObjectBackend? _backend;
    private bool _isDisposed;

    /// <summary>An object on the running kernel.</summary>
    protected BpfObject()
        : this(BpfHost.Kernel)
    {
    }

    /// <summary>An object on a host.</summary>
    /// <param name="host">The host.</param>
    protected BpfObject(BpfHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
    }

    /// <summary>Whether the kernel has the maps and programs.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>Whether <see cref="Attach"/> succeeded and the object is not disposed.</summary>
    public bool IsAttached { get; private set; }

    /// <summary>
    /// A file that describes the running kernel's types, for a kernel built without (raw BTF, or an ELF file with a section
    /// <c>.BTF</c>). Files with the types of its modules may follow, with semicolons between them. Null, the default, for what the kernel and its modules say of themselves. Set before loading. Fields and types are found by
    /// it; hooks that the kernel checks by its types (fentry, BTF tracepoints, iterators) need the kernel's own.
    /// </summary>
    public string? KernelBtf { get; set; }

    /// <summary>
    /// A file with the configuration that the running kernel was built with (as it is, or compressed by gzip), where the kernel does not
    /// say: for <see cref="KconfigAttribute"/> values. Null, the default, for <c>/boot/config-RELEASE</c> or <c>/proc/config.gz</c>. Set
    /// before loading, and before the first value is read.
    /// </summary>
    public string? KernelConfig { get; set; }

    /// <summary>The programs, by method name.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BpfProgramCollection Programs => Backend().Programs;

    /// <summary>Trap sites that were hit since loading. Empty before loading and after disposal.</summary>
    public IReadOnlyList<BpfTrap> Traps
    {
        get
        {
            lock (_gate)
                return _backend is null || _isDisposed ? [] : CollectTraps(Definition.TrapSites, _backend.TrapCounters);
        }
    }

    /// <summary>What the generator knows about the class.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract BpfObjectDefinition Definition { get; }

    /// <summary>The compiled object, an ELF file.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract ReadOnlySpan<byte> ObjectBytes { get; }

    /// <summary>Creates the maps and loads the programs: the verifier runs here. Does nothing when already loaded.</summary>
    /// <exception cref="VerifierException">The verifier refused a program.</exception>
    /// <exception cref="BpfException">The kernel refused otherwise; the message says what to do.</exception>
    /// <exception cref="BpfObjectFormatException">The object is damaged.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public void Load()
    {
        lock (_gate)
            LoadCore(Backend());
    }

    /// <summary>
    /// Loads if need be and attaches every program whose section says to what. Programs that need a target from you
    /// (sockets, interfaces) or run on request only are left to <see cref="Programs"/>. Does nothing when already attached.
    /// On failure, what was attached is detached again.
    /// </summary>
    /// <exception cref="VerifierException">The verifier refused a program.</exception>
    /// <exception cref="BpfException">The kernel refused otherwise; the message says what to do.</exception>
    /// <exception cref="BpfObjectFormatException">The object is damaged.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public void Attach()
    {
        lock (_gate)
        {
            var backend = Backend();
            LoadCore(backend);
            if (IsAttached)
                return;
            backend.Attach();
            IsAttached = true;
        }
    }

    /// <summary>
    /// Detaches the programs in reverse order and closes everything. Streams over ring buffers complete, map
    /// operations throw <see cref="ObjectDisposedException"/>, references to globals keep their last value. May be called twice.
    /// </summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes the object.</summary>
    /// <param name="disposing">False in a finalizer, where the handles look after themselves.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        lock (_gate)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            IsAttached = false;
            IsLoaded = false;
            _backend?.Dispose();
        }
    }

    /// <summary>A map, for the typed view the generated property returns.</summary>
    /// <param name="index">Index in <see cref="Definition"/>.</param>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected BpfMap OpenMap(int index) => Backend().Map(index);

    /// <summary>A global in place. The reference stays usable as long as this object is reachable, before loading and after disposal too.</summary>
    /// <typeparam name="T">Type of the global.</typeparam>
    /// <param name="index">Index in <see cref="Definition"/>.</param>
    /// <exception cref="ArgumentException">The type's size is not the global's.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected unsafe ref T Global<T>(int index)
        where T : unmanaged
    {
        var global = Definition.Globals[index];
        if (global.Size != sizeof(T))
            throw new ArgumentException($"Global {global.Name} has {global.Size} bytes, {typeof(T).Name} has {sizeof(T)}.", nameof(index));
        // A disposed object answers too: its globals keep their last values.
        var backend = Volatile.Read(ref _backend) ?? Backend();
        return ref Unsafe.AsRef<T>((void*)backend.GlobalAddress(index));
    }

    /// <summary>What is thrown where user code calls a function of the kernel's.</summary>
    /// <param name="name">The function.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static NotSupportedException KernelFunctionCalled(string name) =>
        new($"{name} is a function of the kernel's and runs in programs only. To run a program on a SimulatedKernel, implement the partial method yourself.");

    /// <summary>The value of a global that stands for something of the kernel's.</summary>
    /// <typeparam name="T">Type of the global.</typeparam>
    /// <param name="index">Index in <see cref="Definition"/>.</param>
    /// <exception cref="BpfException">The kernel does not say what it is.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected T Extern<T>(int index)
        where T : unmanaged
    {
        ref T value = ref Global<T>(index);
        lock (_gate)
        {
            if (!_isDisposed)
                _backend!.FindExterns(KernelConfig);
        }

        return value;
    }

    private ObjectBackend Backend()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _backend ??= _host.Open(Definition, ObjectBytes);
        }
    }

    private void LoadCore(ObjectBackend backend)
    {
        if (IsLoaded)
            return;
        backend.FindExterns(KernelConfig);
        backend.Load(KernelBtf);
        IsLoaded = true;
    }

    private static List<BpfTrap> CollectTraps(IReadOnlyList<BpfTrapSite> sites, ReadOnlySpan<ulong> counters)
    {
        var traps = new List<BpfTrap>();
        for (int index = 0; index < sites.Count && index < counters.Length; index++)
        {
            if (counters[index] != 0)
                traps.Add(new(sites[index].File, sites[index].Line, sites[index].Column, sites[index].Reason, counters[index]));
        }

        return traps;
    }
}
