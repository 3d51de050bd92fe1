using BpfSharp.Objects;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>
/// The memory of a data section at one address for life: private before loading, the kernel's while loaded, a
/// private copy after. References into it stay valid through all of that, and are freed only by the collector.
/// </summary>
internal sealed unsafe class SectionMemory
{
    private readonly MemoryHandle _memory;
    private readonly int _size;
    private bool _isShared;

    public SectionMemory(int size, byte[]? contents)
    {
        _size = size;
        _memory = MemoryHandle.Anonymous((nuint)Math.Max(size, 1));
        contents?.AsSpan(0, Math.Min(contents.Length, size)).CopyTo(Bytes);
    }

    public nint Address => _memory.Address;

    public Span<byte> Bytes => new((void*)_memory.Address, _size);

    /// <summary>Gives the contents to a map and, unless they are read-only, puts the map's memory in this one's place.</summary>
    public void Load(KernelMap map, MapSpec spec)
    {
        int key = 0;
        MapOperations.ThrowIfFailed(map, "set the first contents of", map.Update(&key, (void*)Address, BpfUpdateMode.Any));
        if (spec.IsReadOnlyData)
            Freeze(map);
        else
            Share(map);
    }

    /// <summary>Takes a private copy in place of the map's memory.</summary>
    public void Unshare()
    {
        if (!_isShared)
            return;
        _isShared = false;
        nuint length = _memory.Length;
        nint copy = NativeMethods.Map(0, length, LinuxConstants.ProtRead | LinuxConstants.ProtWrite, LinuxConstants.MapPrivate | LinuxConstants.MapAnonymous, -1, 0);
        if (copy == -1)
            return; // Out of memory: staying on the map's memory is safe, it lives as long as it is mapped.
        Bytes.CopyTo(new Span<byte>((void*)copy, _size));
        // One step, so that another thread sees either memory but never none.
        if (NativeMethods.Remap(copy, length, length, LinuxConstants.RemapMayMove | LinuxConstants.RemapFixed, Address) == -1)
            _ = NativeMethods.Unmap(copy, length);
    }

    private void Share(KernelMap map)
    {
        _memory.MapOver(0, _memory.Length, isWritable: true, map.Handle.Fd, 0, $"map the globals in {map.Name} into this process");
        _isShared = true;
    }

    private static void Freeze(KernelMap map)
    {
        // Older kernels verify the program all the same, only without taking the values for constants.
        if (!KernelFeatures.Probe(BpfFeature.FrozenMaps))
            return;
        var attribute = new FdAttribute { Fd = (uint)map.Handle.Fd };
        int result = BpfSyscall.Call(BpfCommand.MapFreeze, ref attribute);
        if (result < 0)
            throw new BpfException(-result, $"freeze the read-only globals in {map.Name}", "This is not expected.");
    }
}
