using System.Diagnostics.CodeAnalysis;

namespace BpfSharp;

/// <summary>What arrays and hash tables of maps have in common.</summary>
/// <remarks>
/// User code makes the inner maps and enters them, also while programs run. The kernel keeps those that are entered; the descriptor
/// that user code holds of one is closed by disposing its <see cref="TypedMap.Map"/>.
/// </remarks>
/// <typeparam name="TKey">Key.</typeparam>
/// <typeparam name="TMap">Class of the inner maps.</typeparam>
public abstract unsafe class MapOfMaps<TKey, TMap> : TypedMap
    where TKey : unmanaged
    where TMap : TypedMap
{
    private readonly Func<BpfMap, TMap> _view;

    private protected MapOfMaps(BpfMap map, BpfMapType type, Func<BpfMap, TMap> view)
        : base(map, type)
    {
        ArgumentNullException.ThrowIfNull(view);
        MapOperations.CheckTypes<TKey, int>(map);
        _view = view;
    }

    /// <summary>Capacity in maps. User code only.</summary>
    public uint MaxEntries => Map.MaxEntries;

    /// <summary>Finds an inner map. In user code it is opened, and its <see cref="TypedMap.Map"/> is yours to dispose.</summary>
    /// <param name="key">Key.</param>
    /// <param name="map">Receives the map. In a program this is a variable declared right here.</param>
    /// <returns>False when there is none.</returns>
    /// <exception cref="BpfException">The kernel refused: opening maps by id takes CAP_SYS_ADMIN.</exception>
    public bool TryGetMap(TKey key, [MaybeNullWhen(false)] out TMap map)
    {
        map = null;
        if (Map.InnerMap(MapKey.Of(Map, &key)) is not { } inner)
            return false;
        try
        {
            map = _view(inner);
            return true;
        }
        catch
        {
            inner.Dispose();
            throw;
        }
    }

    /// <summary>Makes an inner map of the declared kind and capacity, and enters it. User code only.</summary>
    /// <param name="key">Key.</param>
    /// <returns>The map. Disposing its <see cref="TypedMap.Map"/> leaves it entered.</returns>
    /// <exception cref="BpfException">The kernel refused, for example because this map is full.</exception>
    public TMap Create(TKey key)
    {
        var inner = Map.CreateInner();
        try
        {
            Enter(key, inner);
            return _view(inner);
        }
        catch
        {
            inner.Dispose();
            throw;
        }
    }

    /// <summary>Enters a map, in place of the one that is there. User code only.</summary>
    /// <param name="key">Key.</param>
    /// <param name="map">A map of the declared kind and sizes.</param>
    /// <exception cref="BpfException">The kernel refused: the map is of another kind, or this one is full.</exception>
    public void Set(TKey key, TMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        Enter(key, map.Map);
    }

    /// <summary>Takes a map out. User code only.</summary>
    /// <param name="key">Key.</param>
    /// <returns>False when there was none.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool Remove(TKey key) => MapOperations.Remove(Map, key);

    private void Enter(TKey key, BpfMap inner) =>
        MapOperations.ThrowIfFailed(Map, $"enter map {inner.Name} into", Map.SetInner(MapKey.Of(Map, &key), inner));
}
