using System.Collections;

namespace BpfSharp;

/// <summary>
/// An array with a value per CPU (<c>BPF_MAP_TYPE_PERCPU_ARRAY</c>, kernel 4.6): counters without atomics, or scratch
/// memory larger than the stack. A program sees the value of the CPU it runs on; user code sees all of them.
/// </summary>
/// <typeparam name="TValue">Element of one CPU.</typeparam>
public sealed partial class PerCpuArrayMap<TValue> : TypedMap, IEnumerable<TValue[]>
    where TValue : unmanaged
{
    /// <summary>A typed view of a map.</summary>
    /// <param name="map">A per-CPU array map whose value size is that of the type.</param>
    /// <exception cref="ArgumentException">Kind or sizes differ.</exception>
    public PerCpuArrayMap(BpfMap map)
        : base(map, BpfMapType.PerCpuArray) =>
        MapOperations.CheckTypes<int, TValue>(map);

    /// <summary>Number of elements.</summary>
    public int Length => (int)Map.MaxEntries;

    /// <summary>Number of values an element has: the CPUs the machine may ever have, present or not. User code only.</summary>
    public int CpuCount => Map.CpuCount;

    /// <summary>This CPU's value. An index out of range traps. Programs and simulated hosts only.</summary>
    /// <param name="index">Index, from 0.</param>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public TValue this[int index]
    {
        get => MapOperations.TryGetHere(Map, index, out TValue value) ? value : throw MapErrors.OutOfRange(Map, index);
        set => MapOperations.SetHere(Map, index, value);
    }

    /// <summary>
    /// This CPU's value in place, or a null reference when the index is out of range
    /// (test with <see cref="System.Runtime.CompilerServices.Unsafe.IsNullRef{T}"/>). Programs and simulated hosts only.
    /// </summary>
    /// <param name="index">Index, from 0.</param>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public ref TValue GetValueRefOrNullRef(int index) => ref MapOperations.Reference<int, TValue>(Map, index);

    /// <summary>Reads every CPU's value. User code only.</summary>
    /// <param name="index">Index, from 0.</param>
    /// <param name="values">Receives <see cref="CpuCount"/> values, by CPU number.</param>
    /// <returns>False when the index is out of range.</returns>
    /// <exception cref="ArgumentException">The span is shorter than <see cref="CpuCount"/>.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool TryGetValues(int index, Span<TValue> values) => PerCpuValues.TryRead(Map, index, values);

    /// <summary>Every CPU's value, by CPU number. User code only.</summary>
    /// <param name="index">Index, from 0.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such element.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public TValue[] GetValues(int index)
    {
        var values = new TValue[Map.CpuCount];
        return TryGetValues(index, values) ? values : throw MapErrors.OutOfRange(Map, index);
    }

    /// <summary>Writes every CPU's value. User code only.</summary>
    /// <param name="index">Index, from 0.</param>
    /// <param name="values"><see cref="CpuCount"/> values, by CPU number.</param>
    /// <exception cref="ArgumentException">The number of values is not <see cref="CpuCount"/>.</exception>
    /// <exception cref="BpfException">The kernel refused, for example because the index is out of range.</exception>
    public void SetValues(int index, ReadOnlySpan<TValue> values) => PerCpuValues.Write(Map, index, values);

    /// <summary>Reads the elements in order, many with one system call where the kernel can. User code only.</summary>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public IEnumerator<TValue[]> GetEnumerator()
    {
        var reader = new BatchReader(Map);
        while (reader.ReadNext())
        {
            for (int index = 0; index < reader.Count; index++)
                yield return reader.Values<TValue>(index);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
