using System.Runtime.CompilerServices;
using BpfSharp.Objects;

namespace BpfSharp;

/// <summary>A <see cref="BpfObjectFile"/> in the running kernel. Disposing it detaches the programs and frees the maps.</summary>
public sealed class LoadedBpfObject : IDisposable
{
    private readonly Lock _gate = new();
    private readonly KernelObject _object;
    private bool _isDisposed;

    internal LoadedBpfObject(ObjectSpec spec, BpfLoadOptions options)
    {
        _object = Open(spec, options);
        Programs = new([.. _object.Programs]);
        try
        {
            _object.Load();
        }
        catch
        {
            _object.Dispose();
            throw;
        }
    }

    /// <summary>An object as the options want it, not loaded yet.</summary>
    internal static KernelObject Open(ObjectSpec spec, BpfLoadOptions options)
    {
        KernelObject opened = new(spec, options.FallbackFor) { KernelBtfFile = options.KernelBtf };
        try
        {
            opened.ReadConfiguration(options.KernelConfig);
            foreach (var (name, value) in options.Globals)
                SetFirstValue(opened, name, value);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>The maps, in the object's order.</summary>
    public IReadOnlyList<BpfMap> Maps => _object.Maps;

    /// <summary>The programs, in the object's order and by name.</summary>
    public BpfProgramCollection Programs { get; }

    /// <summary>A map by name.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public BpfMap GetMap(string name) => _object.Maps.FirstOrDefault(map => map.Name == name)
        ?? throw new KeyNotFoundException($"There is no map {name}; there is {string.Join(", ", _object.Maps.Select(static map => map.Name))}.");

    /// <summary>A global variable in place, shared with the programs. The reference stays usable as long as this object is reachable.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    /// <exception cref="ArgumentException">The type has another size.</exception>
    /// <exception cref="InvalidOperationException">It is read-only: use <see cref="GetReadOnlyGlobal{T}"/>.</exception>
    public unsafe ref T GetGlobal<T>(string name)
        where T : unmanaged
    {
        var global = Find(_object, name, sizeof(T));
        if (global.Section.IsReadOnlyData)
            throw new InvalidOperationException($"Global {name} is read-only once loaded: set it with BpfLoadOptions.SetGlobal, read it with GetReadOnlyGlobal.");
        return ref Unsafe.AsRef<T>((void*)_object.GlobalAddress(global));
    }

    /// <summary>A read-only global variable.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    /// <exception cref="ArgumentException">The type has another size.</exception>
    public unsafe T GetReadOnlyGlobal<T>(string name)
        where T : unmanaged => Unsafe.ReadUnaligned<T>((void*)_object.GlobalAddress(Find(_object, name, sizeof(T))));

    /// <summary>Attaches every program whose section says to what; detaches again what it attached if one fails.</summary>
    /// <exception cref="BpfException">The kernel refused; the message says what to do.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public void AttachAll()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _object.Attach();
        }
    }

    /// <summary>Detaches the programs in reverse order and closes everything. May be called twice.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            _object.Dispose();
        }
    }

    private static GlobalSpec Find(KernelObject opened, string name, int size)
    {
        var global = opened.FindGlobal(name)
            ?? throw new KeyNotFoundException($"There is no global {name}; there is {string.Join(", ", opened.Spec.Globals.Select(static global => global.Name))}.");
        if (global.Size != size)
            throw new ArgumentException($"Global {name} has {global.Size} bytes, not {size}.", nameof(name));
        // Checks that the symbol lies inside its section: the object may be hostile.
        _ = opened.GlobalBytes(global);
        return global;
    }

    private static void SetFirstValue(KernelObject opened, string name, byte[] value) => value.CopyTo(opened.GlobalBytes(Find(opened, name, value.Length)));
}
