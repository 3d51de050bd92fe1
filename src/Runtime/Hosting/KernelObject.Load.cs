using BpfSharp.Btf;
using BpfSharp.Objects;
using BpfSharp.Sys;

namespace BpfSharp;

internal sealed unsafe partial class KernelObject
{
    private KernelBtf? _givenTypes;

    /// <summary>A file that describes the kernel's types in place of the kernel itself; null for none.</summary>
    public string? KernelBtfFile { get; set; }

    /// <summary>Creates the maps and loads the programs; on failure nothing is left in the kernel and it may be tried again.</summary>
    public void Load()
    {
        try
        {
            LoadMaps();
            foreach (var chain in _chains)
                LoadFirstSupported(chain);
        }
        catch
        {
            Unload();
            throw;
        }
    }

    /// <summary>What programs refer to, and what must hold before any of it.</summary>
    private void LoadMaps()
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("eBPF objects load on Linux only. To run program methods elsewhere, give the object a SimulatedKernel.");
        ArchitectureCheck.Require(Spec);
        // Before anything else, so that a missing privilege is not mistaken for a missing feature by the probes.
        if (PrivilegeErrors.Explain(Errno.EPERM, $"load object {Spec.Name}", Capability.Bpf) is { } lacking)
            throw lacking;
        MemoryLock.RaiseIfNeeded();
        _btf = LoadTypes();
        foreach (var map in Maps)
            CreateMap(map);
    }

    /// <summary>Attaches what attaches itself; on failure what was attached here is detached again.</summary>
    public void Attach()
    {
        var attached = new List<KernelProgram>();
        try
        {
            foreach (var chain in _chains)
            {
                if (AttachFirstSupported(chain) is { } program)
                    attached.Add(program);
            }
        }
        catch
        {
            for (int index = attached.Count - 1; index >= 0; index--)
                attached[index].Detach();
            throw;
        }
    }

    private void LoadFirstSupported(FallbackChain chain)
    {
        while (true)
        {
            var program = chain.Current;
            try
            {
                LoadProgram(program);
                return;
            }
            catch (BpfUnsupportedException reason) when (chain.HasNext)
            {
                program.UnsupportedReason = reason;
                chain.MoveNext();
            }
        }
    }

    /// <summary>Some things only attaching finds out, such as a tracepoint the kernel lacks.</summary>
    private KernelProgram? AttachFirstSupported(FallbackChain chain)
    {
        while (chain.Current.AttachesItself)
        {
            var program = chain.Current;
            bool wasAttached = program.IsAttached;
            try
            {
                program.Attach();
                return wasAttached ? null : program;
            }
            catch (BpfUnsupportedException reason) when (chain.HasNext)
            {
                program.Unload();
                program.UnsupportedReason = reason;
                chain.MoveNext();
                LoadFirstSupported(chain);
            }
        }

        return null;
    }

    private void LoadProgram(KernelProgram program) => program.SetLoaded(LoadProgram(program, []));

    private FileHandle LoadProgram(KernelProgram program, Span<byte> statistics)
    {
        // The kind first: a section nobody knows is a clearer answer than what follows from it.
        _ = program.Kind;
        var described = Spec.CoreSections.Count > 0 ? TypesForRelocation() : null;
        // Ids of functions and symbols mean something in the running kernel's own types alone, whatever file describes it.
        var running = NeedsKernelTypes(program.Spec) ? RunningKernel.Types() : null;
        var linked = ProgramLinker.Link(Spec, program.Spec, described, FindFd, running);
        return ProgramLoader.Load(program, linked, Spec.License, _btf, statistics);
    }

    private KernelBtf? TypesForRelocation() => KernelBtfFile is { } path ? _givenTypes ??= KernelBtf.Open(path.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) : RunningKernel.Types();

    private bool NeedsKernelTypes(ProgramSpec program) => NamesKernel(program.Code) || (Spec.Text is { } functions && NamesKernel(functions));

    private static bool NamesKernel(CodeSection code) => code.Relocations.Any(static relocation => relocation.Extern is not null);

    private int FindFd(MapSpec spec)
    {
        foreach (var map in Maps)
        {
            if (ReferenceEquals(map.Spec, spec))
                return map.Handle.Fd;
        }

        throw new BpfObjectFormatException($"Program code refers to map {spec.Name}, which the object does not declare: build the object again.");
    }

    private void CreateMap(KernelMap map)
    {
        if (!map.IsReused)
            MapCreator.Create(map, Spec.Name, _btf);
        if (_sections.TryGetValue(map.Spec, out var section))
            section.Load(map, map.Spec);
        // Events are kept from here on, as a ring buffer keeps them.
        if (map.BufferSize > 0)
            _ = map.Perf;
    }

    /// <summary>Loads the object's types; null when it has none or the kernel takes none.</summary>
    private FileHandle? LoadTypes()
    {
        if (Spec.Btf is not { } types || !KernelFeatures.Probe(BpfFeature.ProgramBtf))
            return null;
        byte[] bytes = types.Sanitize(BtfProbes.Features);
        fixed (byte* pointer = bytes)
        {
            var attribute = new BtfLoadAttribute { Btf = (ulong)pointer, BtfSize = (uint)bytes.Length };
            if (BpfSyscall.Open(BpfCommand.BtfLoad, ref attribute, out int errno) is { } handle)
                return handle;
            throw BtfErrors.Create(Spec.Name, attribute, errno);
        }
    }

    private void Unload()
    {
        foreach (var program in Programs)
        {
            program.Unload();
            program.UnsupportedReason = null;
        }

        foreach (var chain in _chains)
            chain.Reset();
        foreach (var section in _sections.Values)
            section.Unshare();
        foreach (var map in Maps)
            map.Unload();
        _btf?.Dispose();
        _btf = null;
        // The next attempt may be given another file.
        _givenTypes = null;
    }
}
