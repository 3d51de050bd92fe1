using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace BpfSharp;

/// <summary>What all maps from keys to values have whose values are the same on all CPUs: hash tables and prefix tries.</summary>
/// <typeparam name="TKey">Key; compared byte by byte.</typeparam>
/// <typeparam name="TValue">Value.</typeparam>
public abstract class KeyedMap<TKey, TValue> : TypedMap, IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : unmanaged
    where TValue : unmanaged
{
    private protected KeyedMap(BpfMap map, BpfMapType type)
        : base(map, type) =>
        MapOperations.CheckTypes<TKey, TValue>(map);

    /// <summary>Capacity in elements. User code only.</summary>
    public uint MaxEntries => Map.MaxEntries;

    /// <summary>Number of elements, counted by walking the map: costs as much as an enumeration. User code only.</summary>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public int Count => MapEnumeration.Count(Map);

    /// <summary>
    /// Reads or writes an element. In a program a missing key, or a failing write, traps.
    /// </summary>
    /// <param name="key">Key.</param>
    /// <exception cref="KeyNotFoundException">Reading: no such element.</exception>
    /// <exception cref="BpfException">Writing: the kernel refused, for example because the map is full.</exception>
    public TValue this[TKey key]
    {
        get => TryGetValue(key, out TValue value) ? value : throw MapEnumeration.KeyNotFound(Map);
        set => MapOperations.Set(Map, key, value);
    }

    /// <summary>Reads an element.</summary>
    /// <param name="key">Key.</param>
    /// <param name="value">Receives a copy of the value; zero when there is none.</param>
    /// <returns>False when there is no such element.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => MapOperations.TryGet(Map, key, out value);

    /// <summary>Whether an element exists.</summary>
    /// <param name="key">Key.</param>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool ContainsKey(TKey key) => MapOperations.TryGet<TKey, TValue>(Map, key, out _);

    /// <summary>Adds or replaces an element (<c>BPF_ANY</c>).</summary>
    /// <param name="key">Key.</param>
    /// <param name="value">Value.</param>
    /// <returns>False when no element could be made.</returns>
    /// <exception cref="BpfException">The kernel refused for another reason.</exception>
    public bool TrySet(TKey key, TValue value) => MapOperations.TryUpdate(Map, key, value, BpfUpdateMode.Any);

    /// <summary>Removes an element.</summary>
    /// <param name="key">Key.</param>
    /// <returns>False when there was none.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool Remove(TKey key) => MapOperations.Remove(Map, key);

    /// <summary>
    /// The value in place, or a null reference (test with <see cref="System.Runtime.CompilerServices.Unsafe.IsNullRef{T}"/>).
    /// Programs and simulated hosts only.
    /// </summary>
    /// <param name="key">Key.</param>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public ref TValue GetValueRefOrNullRef(TKey key) => ref MapOperations.Reference<TKey, TValue>(Map, key);

    /// <summary>Adds or replaces many elements, with few system calls where the kernel can (5.6). User code only.</summary>
    /// <param name="keys">Keys.</param>
    /// <param name="values">Their values, as many.</param>
    /// <exception cref="ArgumentException">There are not as many values as keys.</exception>
    /// <exception cref="BpfException">The kernel refused, for example because the map is full; those before were set.</exception>
    public void SetAll(ReadOnlySpan<TKey> keys, ReadOnlySpan<TValue> values) => BatchWriter.SetAll(Map, keys, values);

    /// <summary>Removes many elements, with few system calls where the kernel can (5.6). User code only.</summary>
    /// <param name="keys">Keys.</param>
    /// <returns>How many of them there were.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public int RemoveAll(ReadOnlySpan<TKey> keys) => BatchWriter.RemoveAll(Map, keys);

    /// <summary>Removes the elements that exist now; those a program adds meanwhile may stay. User code only.</summary>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public void Clear() => MapEnumeration.Clear(Map);

    /// <summary>
    /// Walks the elements, also while programs write (kernel 5.6). Each key comes at most once; an element present during the
    /// whole walk comes exactly once; one added or removed meanwhile may or may not. User code only.
    /// </summary>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator() => MapEnumeration.Elements<TKey, TValue>(Map).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
