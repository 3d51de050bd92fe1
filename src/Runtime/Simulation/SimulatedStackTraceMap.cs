namespace BpfSharp.Simulation;

/// <summary>A stack trace map with at most one stack, number 0, which is empty.</summary>
internal sealed unsafe class SimulatedStackTraceMap(SimulatedKernel kernel, BpfMapDefinition definition) : SimulatedKeylessMap(kernel, definition)
{
    private bool _hasStack;

    internal override int KernelSideUpdate(void* key, void* value, BpfUpdateMode mode)
    {
        ThrowIfDisposed();
        _hasStack = true;
        return 0;
    }

    internal override int Lookup(void* key, void* value)
    {
        ThrowIfDisposed();
        if (!_hasStack || *(int*)key != 0)
            return Errno.ENOENT;
        new Span<byte>(value, ValueSize).Clear();
        return 0;
    }

    internal override int Update(void* key, void* value, BpfUpdateMode mode) => Errno.EINVAL;

    internal override int Delete(void* key)
    {
        if (!_hasStack || *(int*)key != 0)
            return Errno.ENOENT;
        _hasStack = false;
        return 0;
    }

    protected override void Free()
    {
    }
}
