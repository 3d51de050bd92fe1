namespace BpfSharp;

/// <summary>What the hash tables have beside the members of all keyed maps: adding and replacing as different things.</summary>
/// <typeparam name="TKey">Key; compared byte by byte.</typeparam>
/// <typeparam name="TValue">Value.</typeparam>
public abstract partial class HashTableMap<TKey, TValue> : KeyedMap<TKey, TValue>
    where TKey : unmanaged
    where TValue : unmanaged
{
    private protected HashTableMap(BpfMap map, BpfMapType type)
        : base(map, type)
    {
    }

    /// <summary>Adds an element (<c>BPF_NOEXIST</c>).</summary>
    /// <param name="key">Key.</param>
    /// <param name="value">Value.</param>
    /// <returns>False when the key exists or no element could be made.</returns>
    /// <exception cref="BpfException">The kernel refused for another reason.</exception>
    public bool TryAdd(TKey key, TValue value) => MapOperations.TryUpdate(Map, key, value, BpfUpdateMode.NoExist);

    /// <summary>Replaces an element (<c>BPF_EXIST</c>).</summary>
    /// <param name="key">Key.</param>
    /// <param name="value">Value.</param>
    /// <returns>False when there is no such element.</returns>
    /// <exception cref="BpfException">The kernel refused for another reason.</exception>
    public bool TryUpdate(TKey key, TValue value) => MapOperations.TryUpdate(Map, key, value, BpfUpdateMode.Exist);

    /// <summary>
    /// Takes an element: reads and removes it. User code on kernel 5.14 and later does both at once; elsewhere, and in programs, another
    /// may change the element in between.
    /// </summary>
    /// <param name="key">Key.</param>
    /// <param name="value">Receives a copy of the value; zero when there is none.</param>
    /// <returns>False when there was no such element.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool Remove(TKey key, out TValue value) => MapOperations.Take(Map, key, out value);
}
