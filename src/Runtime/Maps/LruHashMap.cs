using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace BpfSharp;

/// <summary>
/// A hash table that makes room by evicting elements not used lately (<c>BPF_MAP_TYPE_LRU_HASH</c>, kernel 4.10).
/// Looking elements up from user code does not count as use.
/// </summary>
/// <typeparam name="TKey">Key; compared byte by byte, padding included.</typeparam>
/// <typeparam name="TValue">Value.</typeparam>
public sealed class LruHashMap<TKey, TValue> : IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : unmanaged
    where TValue : unmanaged
{
    private readonly BpfMap _map;

    /// <summary>A typed view of a map.</summary>
    /// <param name="map">A LruHash map whose key and value sizes are those of the types.</param>
    /// <exception cref="ArgumentException">Kind or sizes differ.</exception>
    public LruHashMap(BpfMap map)
    {
        MapOperations.CheckKind(map, BpfMapType.LruHash);
        MapOperations.CheckTypes<TKey, TValue>(map);
        _map = map;
    }

    /// <summary>Capacity in elements. User code only.</summary>
    public uint MaxEntries => _map.MaxEntries;

    /// <summary>Number of elements, counted by walking the map: costs as much as an enumeration. User code only.</summary>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public int Count => MapEnumeration.Count(_map);

    /// <summary>
    /// Reads or writes an element. In a program a missing key, or a failing write, traps.
    /// </summary>
    /// <param name="key">Key.</param>
    /// <exception cref="KeyNotFoundException">Reading: no such element.</exception>
    /// <exception cref="BpfException">Writing: the kernel refused.</exception>
    public TValue this[TKey key]
    {
        get => TryGetValue(key, out TValue value) ? value : throw MapEnumeration.KeyNotFound(_map);
        set => MapOperations.Set(_map, key, value);
    }

    /// <summary>Reads an element.</summary>
    /// <param name="key">Key.</param>
    /// <param name="value">Receives a copy of the value; zero when there is none.</param>
    /// <returns>False when there is no such element.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => MapOperations.TryGet(_map, key, out value);

    /// <summary>Whether an element exists.</summary>
    /// <param name="key">Key.</param>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool ContainsKey(TKey key) => MapOperations.TryGet<TKey, TValue>(_map, key, out _);

    /// <summary>Adds an element (<c>BPF_NOEXIST</c>).</summary>
    /// <param name="key">Key.</param>
    /// <param name="value">Value.</param>
    /// <returns>False when the key exists or no element could be made.</returns>
    /// <exception cref="BpfException">The kernel refused for another reason.</exception>
    public bool TryAdd(TKey key, TValue value) => MapOperations.TryUpdate(_map, key, value, BpfUpdateMode.NoExist);

    /// <summary>Replaces an element (<c>BPF_EXIST</c>).</summary>
    /// <param name="key">Key.</param>
    /// <param name="value">Value.</param>
    /// <returns>False when there is no such element.</returns>
    /// <exception cref="BpfException">The kernel refused for another reason.</exception>
    public bool TryUpdate(TKey key, TValue value) => MapOperations.TryUpdate(_map, key, value, BpfUpdateMode.Exist);

    /// <summary>Adds or replaces an element (<c>BPF_ANY</c>).</summary>
    /// <param name="key">Key.</param>
    /// <param name="value">Value.</param>
    /// <returns>False when no element could be made.</returns>
    /// <exception cref="BpfException">The kernel refused for another reason.</exception>
    public bool TrySet(TKey key, TValue value) => MapOperations.TryUpdate(_map, key, value, BpfUpdateMode.Any);

    /// <summary>Removes an element.</summary>
    /// <param name="key">Key.</param>
    /// <returns>False when there was none.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool Remove(TKey key) => MapOperations.Remove(_map, key);

    /// <summary>
    /// The value in place, or a null reference (test with <see cref="System.Runtime.CompilerServices.Unsafe.IsNullRef{T}"/>).
    /// Programs and simulated hosts only.
    /// </summary>
    /// <param name="key">Key.</param>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public ref TValue GetValueRefOrNullRef(TKey key) => ref MapOperations.Reference<TKey, TValue>(_map, key);

    /// <summary>Removes the elements that exist now; those a program adds meanwhile may stay. User code only.</summary>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public void Clear() => MapEnumeration.Clear(_map);

    /// <summary>
    /// Walks the elements, also while programs write (kernel 5.6). Each key comes at most once; an element present during the
    /// whole walk comes exactly once; one added or removed meanwhile may or may not. User code only.
    /// </summary>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator() => MapEnumeration.Elements<TKey, TValue>(_map).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
