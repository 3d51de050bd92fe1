using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace BpfSharp;

/// <summary>What all maps from keys to values have that hold a value per CPU.</summary>
/// <typeparam name="TKey">Key; compared byte by byte.</typeparam>
/// <typeparam name="TValue">Value of one CPU.</typeparam>
public abstract partial class PerCpuKeyedMap<TKey, TValue> : TypedMap, IEnumerable<KeyValuePair<TKey, TValue[]>>
    where TKey : unmanaged
    where TValue : unmanaged
{
    private protected PerCpuKeyedMap(BpfMap map, BpfMapType type)
        : base(map, type) =>
        MapOperations.CheckTypes<TKey, TValue>(map);

    /// <summary>Capacity in elements. User code only.</summary>
    public uint MaxEntries => Map.MaxEntries;

    /// <summary>Number of values an element has: the CPUs the machine may ever have, present or not. User code only.</summary>
    public int CpuCount => Map.CpuCount;

    /// <summary>Number of elements, counted by walking the map: costs as much as an enumeration. User code only.</summary>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public int Count => MapEnumeration.Count(Map);

    /// <summary>This CPU's value. A missing key, or a failing write, traps. Programs and simulated hosts only.</summary>
    /// <param name="key">Key.</param>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public TValue this[TKey key]
    {
        get => TryGetValue(key, out TValue value) ? value : throw MapEnumeration.KeyNotFound(Map);
        set => MapOperations.SetHere(Map, key, value);
    }

    /// <summary>Reads this CPU's value. Programs and simulated hosts only.</summary>
    /// <param name="key">Key.</param>
    /// <param name="value">Receives a copy of the value; zero when there is none.</param>
    /// <returns>False when there is no such element.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => MapOperations.TryGetHere(Map, key, out value);

    /// <summary>Reads every CPU's value. User code only.</summary>
    /// <param name="key">Key.</param>
    /// <param name="values">Receives <see cref="CpuCount"/> values, by CPU number.</param>
    /// <returns>False when there is no such element.</returns>
    /// <exception cref="ArgumentException">The span is shorter than <see cref="CpuCount"/>.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool TryGetValues(TKey key, Span<TValue> values) => PerCpuValues.TryRead(Map, key, values);

    /// <summary>Every CPU's value, by CPU number. User code only.</summary>
    /// <param name="key">Key.</param>
    /// <exception cref="KeyNotFoundException">No such element.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public TValue[] GetValues(TKey key)
    {
        var values = new TValue[Map.CpuCount];
        return TryGetValues(key, values) ? values : throw MapEnumeration.KeyNotFound(Map);
    }

    /// <summary>Writes every CPU's value, adding the element if need be. User code only.</summary>
    /// <param name="key">Key.</param>
    /// <param name="values"><see cref="CpuCount"/> values, by CPU number.</param>
    /// <exception cref="ArgumentException">The number of values is not <see cref="CpuCount"/>.</exception>
    /// <exception cref="BpfException">The kernel refused, for example because the map is full.</exception>
    public void SetValues(TKey key, ReadOnlySpan<TValue> values) => PerCpuValues.Write(Map, key, values);

    /// <summary>Whether an element exists.</summary>
    /// <param name="key">Key.</param>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool ContainsKey(TKey key) => PerCpuValues.Exists<TKey, TValue>(Map, key);

    /// <summary>Adds an element with this value for this CPU and zero for the others (<c>BPF_NOEXIST</c>). Programs and simulated hosts only.</summary>
    /// <param name="key">Key.</param>
    /// <param name="value">Value.</param>
    /// <returns>False when the key exists or no element could be made.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public bool TryAdd(TKey key, TValue value) => MapOperations.TryUpdateHere(Map, key, value, BpfUpdateMode.NoExist);

    /// <summary>Replaces this CPU's value (<c>BPF_EXIST</c>). Programs and simulated hosts only.</summary>
    /// <param name="key">Key.</param>
    /// <param name="value">Value.</param>
    /// <returns>False when there is no such element.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public bool TryUpdate(TKey key, TValue value) => MapOperations.TryUpdateHere(Map, key, value, BpfUpdateMode.Exist);

    /// <summary>Adds an element or replaces this CPU's value (<c>BPF_ANY</c>). Programs and simulated hosts only.</summary>
    /// <param name="key">Key.</param>
    /// <param name="value">Value.</param>
    /// <returns>False when no element could be made.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public bool TrySet(TKey key, TValue value) => MapOperations.TryUpdateHere(Map, key, value, BpfUpdateMode.Any);

    /// <summary>Removes an element, every CPU's value of it.</summary>
    /// <param name="key">Key.</param>
    /// <returns>False when there was none.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool Remove(TKey key) => MapOperations.Remove(Map, key);

    /// <summary>
    /// This CPU's value in place, or a null reference (test with <see cref="System.Runtime.CompilerServices.Unsafe.IsNullRef{T}"/>).
    /// Programs and simulated hosts only.
    /// </summary>
    /// <param name="key">Key.</param>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public ref TValue GetValueRefOrNullRef(TKey key) => ref MapOperations.Reference<TKey, TValue>(Map, key);

    /// <summary>Removes the elements that exist now; those a program adds meanwhile may stay. User code only.</summary>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public void Clear() => MapEnumeration.Clear(Map);

    /// <summary>
    /// Walks the elements, also while programs write (kernel 5.6). Each key comes at most once; an element present during the
    /// whole walk comes exactly once; one added or removed meanwhile may or may not. User code only.
    /// </summary>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public IEnumerator<KeyValuePair<TKey, TValue[]>> GetEnumerator() => MapEnumeration.PerCpuElements<TKey, TValue>(Map).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
