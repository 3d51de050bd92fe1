namespace BpfSharp.Simulation;

/// <summary>Array and hash table of maps.</summary>
internal sealed unsafe class SimulatedMapOfMaps(SimulatedKernel kernel, BpfMapDefinition definition) : SimulatedKeylessMap(kernel, definition)
{
    private readonly Dictionary<byte[], SimulatedMap> _maps = new(ByteKeyComparer.Instance);
    private readonly List<SimulatedMap> _created = [];
    private readonly BpfMapDefinition? _inner = definition.Inner;

    internal override BpfMap? InnerMap(void* key)
    {
        lock (Gate)
        {
            ThrowIfDisposed();
            return _maps.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(new(key, KeySize), out var map) ? map : null;
        }
    }

    internal override BpfMap CreateInner()
    {
        if (_inner is null)
            throw new InvalidOperationException($"What the maps inside of {Name} are like is not known.");
        var map = SimulatedMap.Create(Kernel, _inner);
        map.IsInner = true;
        lock (Gate)
            _created.Add(map);
        return map;
    }

    internal override int SetInner(void* key, BpfMap inner)
    {
        if (inner is not SimulatedMap map)
            throw new ArgumentException($"Map {Name} is simulated, map {inner.Name} is not.", nameof(inner));
        lock (Gate)
        {
            ThrowIfDisposed();
            var bytes = new ReadOnlySpan<byte>(key, KeySize);
            if (_inner is not null && (inner.Type != _inner.Type || inner.KeySize != _inner.KeySize || inner.ValueSize != _inner.ValueSize))
                return Errno.EINVAL;
            bool isKnown = _maps.GetAlternateLookup<ReadOnlySpan<byte>>().ContainsKey(bytes);
            if (Type == BpfMapType.ArrayOfMaps ? *(uint*)key >= MaxEntries : !isKnown && (uint)_maps.Count >= MaxEntries)
                return Errno.E2BIG;
            _maps[bytes.ToArray()] = map;
            return 0;
        }
    }

    internal override int Lookup(void* key, void* value) => Errno.ENOTSUPP;

    internal override int Update(void* key, void* value, BpfUpdateMode mode) => Errno.ENOTSUPP;

    internal override int Delete(void* key)
    {
        lock (Gate)
        {
            ThrowIfDisposed();
            return _maps.Remove(new ReadOnlySpan<byte>(key, KeySize).ToArray()) ? 0 : Errno.ENOENT;
        }
    }

    protected override void Free()
    {
        foreach (var map in _created)
            map.Close();
        _maps.Clear();
    }
}
