namespace BpfSharp.Simulation;

/// <summary>Values of kernel objects, by their addresses. User code names objects by descriptors, which nothing here has.</summary>
internal sealed unsafe class SimulatedStorageMap(SimulatedKernel kernel, BpfMapDefinition definition) : SimulatedKeylessMap(kernel, definition)
{
    private readonly Dictionary<nint, NativeBlock> _values = [];
    private readonly List<NativeBlock> _removed = [];

    internal override nint KernelSideStorage(nint owner, bool isCreated)
    {
        lock (Gate)
        {
            ThrowIfDisposed();
            if (owner == 0)
                return 0;
            owner = OwnerOf(owner);
            if (_values.TryGetValue(owner, out var value))
                return value.Address;
            if (!isCreated)
                return 0;
            value = new((nuint)ValueSize);
            _values.Add(owner, value);
            return value.Address;
        }
    }

    internal override bool KernelSideStorageRemove(nint owner)
    {
        lock (Gate)
        {
            ThrowIfDisposed();
            if (!_values.Remove(OwnerOf(owner), out var value))
                return false;
            EndFields(value.Address);
            _removed.Add(value);
            return true;
        }
    }

    /// <summary>The current task by its thread id, below all that stand for something: each task has a value of its own.</summary>
    private nint OwnerOf(nint owner) => owner == StorageOperations.CurrentTask ? StorageOperations.CurrentTask - 1 - (nint)Kernel.Pid : owner;

    internal override int Lookup(void* key, void* value) => throw NoDescriptors();

    internal override int Update(void* key, void* value, BpfUpdateMode mode) => throw NoDescriptors();

    internal override int Delete(void* key) => throw NoDescriptors();

    protected override void Free()
    {
        foreach (var value in _values.Values)
        {
            EndFields(value.Address);
            value.Dispose();
        }

        foreach (var value in _removed)
            value.Dispose();
    }

    private InvalidOperationException NoDescriptors() => new(
        $"Map {Name} is on a SimulatedKernel, whose objects have no file descriptors: use GetValueRefOrAddDefault with their address.");
}
