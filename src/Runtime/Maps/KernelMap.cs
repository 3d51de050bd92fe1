using BpfSharp.Events;
using BpfSharp.Objects;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>A map in the running kernel. Exists without one until the object is loaded.</summary>
internal sealed unsafe partial class KernelMap : BpfMap
{
    private readonly Lock _gate = new();
    private FileHandle? _handle;
    private KernelRing? _ring;
    private KernelPerf? _perf;
    private KernelUserRing? _userRing;
    private bool _isDisposed;

    public KernelMap(MapSpec spec)
        : base(spec.Name, (BpfMapType)spec.Type, (int)spec.KeySize, (int)spec.ValueSize, spec.MaxEntries, (BpfMapFlags)spec.Flags) =>
        Spec = spec;

    public MapSpec Spec { get; }

    /// <summary>What holds the links: whoever reads a map keeps the programs that write it attached.</summary>
    public object? Owner { get; init; }

    public override int Id => Volatile.Read(ref _handle) is { IsClosed: false } handle ? ObjectInfo.Id(handle) : 0;

    internal override int CpuCount => CpuTopology.PossibleCount;

    internal override RingChannel Ring
    {
        get
        {
            // Asked for with each event that is read.
            if (Volatile.Read(ref _ring) is { IsClosed: false } open)
                return open;
            if (Type != BpfMapType.RingBuffer)
                return base.Ring;
            lock (_gate)
            {
                var handle = Handle;
                return _ring ??= KernelRing.Open(handle, Name, MaxEntries);
            }
        }
    }

    internal override UserRingChannel UserRing
    {
        get
        {
            // Asked for with each record that is written.
            if (Volatile.Read(ref _userRing) is { IsClosed: false } open)
                return open;
            if (Type != BpfMapType.UserRingBuffer)
                return base.UserRing;
            lock (_gate)
            {
                var handle = Handle;
                return _userRing ??= KernelUserRing.Open(handle, Name, MaxEntries);
            }
        }
    }

    internal override PerfChannel Perf
    {
        get
        {
            // Asked for with each event that is read.
            if (Volatile.Read(ref _perf) is { IsClosed: false } open)
                return open;
            if (Type != BpfMapType.PerfEventArray)
                return base.Perf;
            lock (_gate)
            {
                _ = Handle;
                return _perf ??= KernelPerf.Open(this, BufferSize);
            }
        }
    }

    /// <summary>The descriptor, for as long as the map is loaded.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    /// <exception cref="InvalidOperationException">The object is not loaded.</exception>
    public FileHandle Handle
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), typeof(BpfMap));
            return Volatile.Read(ref _handle) ?? throw new InvalidOperationException(
                $"Map {Name} does not exist in the kernel yet: call Load() or Attach() on its object first.");
        }
    }

    public void SetCreated(FileHandle handle, uint maxEntries)
    {
        MaxEntries = maxEntries;
        Volatile.Write(ref _handle, handle);
    }

    /// <summary>Back to the state before loading, after a load that failed.</summary>
    public void Unload()
    {
        lock (_gate)
        {
            _ring?.Dispose();
            _ring = null;
            _perf?.Dispose();
            _perf = null;
            _userRing?.Dispose();
            _userRing = null;
            if (IsReused)
                return;
            _handle?.Dispose();
            _handle = null;
        }
    }

    public override void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;
            Volatile.Write(ref _isDisposed, true);
            _ring?.Dispose();
            _perf?.Dispose();
            _userRing?.Dispose();
            _handle?.Dispose();
        }
    }
}
