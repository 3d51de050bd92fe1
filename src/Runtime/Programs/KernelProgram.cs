using System.Runtime.InteropServices;
using BpfSharp.Objects;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>A program in the running kernel, or one that will be.</summary>
internal sealed partial class KernelProgram : BpfProgram, IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<KernelLink> _links = [];
    private FileHandle? _handle;
    private bool _isDisposed;

    public KernelProgram(ProgramSpec spec, string? fallbackFor, IReadOnlyList<BpfParameterDefinition>? parameters = null)
        : base(spec.Name, spec.Section, fallbackFor)
    {
        Spec = spec;
        Parameters = parameters ?? [];
    }

    public ProgramSpec Spec { get; }

    /// <summary>What the program's method declares of its hook's arguments; empty when that is not known.</summary>
    public IReadOnlyList<BpfParameterDefinition> Parameters { get; }

    /// <summary>What the section says, or <see cref="SetTarget(string)"/>; asked for late, so that an object with one unknown section can be looked at.</summary>
    public ProgramKind Kind
    {
        get => field ??= ProgramKind.Parse(Section, Name);
        private set;
    }

    public override int Id => Volatile.Read(ref _handle) is { IsClosed: false } handle ? ObjectInfo.Id(handle) : 0;

    public override bool IsLoaded => Volatile.Read(ref _handle) is { IsClosed: false };

    public override bool IsAttached
    {
        get
        {
            lock (_gate)
                return _links.Count > 0;
        }
    }

    public override BpfUnsupportedException? Unsupported => UnsupportedReason;

    public BpfUnsupportedException? UnsupportedReason { get; set; }

    public override SafeHandle Handle => Loaded;

    internal FileHandle Loaded
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), typeof(BpfProgram));
            return Volatile.Read(ref _handle) ?? throw new InvalidOperationException(Unsupported is null
                ? $"Program {Name} is not loaded: call Load() or Attach() on its object first. A fallback is loaded only where it is needed."
                : $"Program {Name} is not loaded, its fallback runs in its place: {Unsupported.Message}");
        }
    }

    public void SetLoaded(FileHandle handle) => Volatile.Write(ref _handle, handle);

    /// <summary>Back to the state before loading.</summary>
    public void Unload()
    {
        Detach();
        Interlocked.Exchange(ref _handle, null)?.Dispose();
    }

    public override void Detach()
    {
        lock (_gate)
        {
            for (int index = _links.Count - 1; index >= 0; index--)
                _links[index].Close();
            _links.Clear();
        }
    }

    public void Dispose()
    {
        Volatile.Write(ref _isDisposed, true);
        Detach();
        _handle?.Dispose();
    }

    /// <summary>Called by a link that is disposed on its own.</summary>
    internal void Remove(KernelLink link)
    {
        lock (_gate)
            _links.Remove(link);
    }

    private KernelLink Add(KernelLink link)
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                link.Close();
                ObjectDisposedException.ThrowIf(true, typeof(BpfProgram));
            }

            _links.Add(link);
            return link;
        }
    }
}
