namespace BpfSharp.Simulation;

/// <summary>What maps without keys cannot do.</summary>
internal abstract unsafe class SimulatedKeylessMap(SimulatedKernel kernel, BpfMapDefinition definition) : SimulatedMap(kernel, definition)
{
    internal override int LookupAndDelete(void* key, void* value) => Errno.ENOTSUPP;

    internal override int Delete(void* key) => Errno.EINVAL;

    internal override int NextKey(void* key, void* next) => Errno.EINVAL;

    internal override int ReadBatch(ref BatchCursor cursor, void* keys, void* values, ref int count) => Errno.ENOTSUPP;
}
