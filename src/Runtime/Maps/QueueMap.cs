namespace BpfSharp;

/// <summary>A queue: first in, first out (<c>BPF_MAP_TYPE_QUEUE</c>, kernel 4.20).</summary>
/// <typeparam name="T">Element.</typeparam>
public sealed class QueueMap<T> : TypedMap
    where T : unmanaged
{
    /// <summary>A typed view of a map.</summary>
    /// <param name="map">A Queue map whose value size is that of the type.</param>
    /// <exception cref="ArgumentException">Kind or sizes differ.</exception>
    public QueueMap(BpfMap map)
        : base(map, BpfMapType.Queue) =>
        KeylessOperations.CheckType<T>(map);

    /// <summary>Capacity in elements. User code only.</summary>
    public uint MaxEntries => Map.MaxEntries;

    /// <summary>Adds an element at the end.</summary>
    /// <param name="value">The element.</param>
    /// <param name="overwriteOldest">Whether a full map loses its oldest element to make room (<c>BPF_EXIST</c>).</param>
    /// <returns>False when the map is full, or its lock is held by the code that the program interrupted (kernel 6.13 and later).</returns>
    /// <exception cref="BpfException">The kernel refused for another reason.</exception>
    public bool TryEnqueue(T value, bool overwriteOldest = false) => KeylessOperations.TryPush(Map, value, overwriteOldest);

    /// <summary>Takes the oldest element.</summary>
    /// <param name="value">Receives the element; zero when there is none.</param>
    /// <returns>False when the map is empty.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool TryDequeue(out T value) => KeylessOperations.TryPop(Map, out value);

    /// <summary>Reads the oldest element and leaves it there.</summary>
    /// <param name="value">Receives the element; zero when there is none.</param>
    /// <returns>False when the map is empty.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool TryPeek(out T value) => KeylessOperations.TryPeek(Map, out value);
}
