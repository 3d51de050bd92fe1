using System.Collections;

namespace BpfSharp;

/// <summary>An array (<c>BPF_MAP_TYPE_ARRAY</c>, kernel 3.19) shared by all CPUs; every element exists and starts as zero.</summary>
/// <typeparam name="TValue">Element.</typeparam>
public sealed partial class ArrayMap<TValue> : TypedMap, IEnumerable<TValue>
    where TValue : unmanaged
{
    /// <summary>A typed view of a map.</summary>
    /// <param name="map">An array map whose value size is that of the type.</param>
    /// <exception cref="ArgumentException">Kind or sizes differ.</exception>
    public ArrayMap(BpfMap map)
        : base(map, BpfMapType.Array) =>
        MapOperations.CheckTypes<int, TValue>(map);

    /// <summary>Number of elements.</summary>
    public int Length => (int)Map.MaxEntries;

    /// <summary>Reads or writes an element. In a program an index out of range traps.</summary>
    /// <param name="index">Index, from 0.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such element.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public TValue this[int index]
    {
        get => MapOperations.TryGet(Map, Checked(index), out TValue value) ? value : throw MapErrors.OutOfRange(Map, index);
        set => MapOperations.Set(Map, Checked(index), value);
    }

    /// <summary>
    /// The element in place, or a null reference when the index is out of range
    /// (test with <see cref="System.Runtime.CompilerServices.Unsafe.IsNullRef{T}"/>). Programs and simulated hosts only.
    /// </summary>
    /// <param name="index">Index, from 0.</param>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public ref TValue GetValueRefOrNullRef(int index) => ref MapOperations.Reference<int, TValue>(Map, index);

    /// <summary>Reads the elements in order, many with one system call where the kernel can. User code only.</summary>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public IEnumerator<TValue> GetEnumerator()
    {
        var reader = new BatchReader(Map);
        while (reader.ReadNext())
        {
            for (int index = 0; index < reader.Count; index++)
                yield return reader.Value<TValue>(index);
        }
    }

    /// <summary>Writes elements, with few system calls where the kernel can (5.6). User code only.</summary>
    /// <param name="start">Index of the first.</param>
    /// <param name="values">The elements.</param>
    /// <exception cref="IndexOutOfRangeException">They do not fit.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public void SetAll(int start, ReadOnlySpan<TValue> values)
    {
        if (values.IsEmpty)
            return;
        Checked(start);
        Checked(start + values.Length - 1);
        int[] indexes = new int[values.Length];
        for (int index = 0; index < indexes.Length; index++)
            indexes[index] = start + index;
        BatchWriter.SetAll<int, TValue>(Map, indexes, values);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int Checked(int index) => (uint)index < Map.MaxEntries
        ? index
        : throw MapErrors.OutOfRange(Map, index);
}
