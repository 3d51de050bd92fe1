namespace BpfSharp;

/// <summary>What an iterator goes through, for those that can be told: a map's elements, a process, a thread.</summary>
public sealed class BpfIteratorScope
{
    private BpfIteratorScope()
    {
    }

    /// <summary>The map whose elements are meant; null for none.</summary>
    internal BpfMap? Map { get; private init; }

    internal uint ThreadId { get; private init; }

    internal uint ProcessId { get; private init; }

    /// <summary>The elements of a map (<c>bpf_map_elem</c>, kernel 5.9; not while the map is an iterator's already).</summary>
    /// <param name="map">The map.</param>
    public static BpfIteratorScope Elements(BpfMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return new() { Map = map };
    }

    /// <summary>The threads of one process, their files or their memory (<c>task</c>, <c>task_file</c>, <c>task_vma</c>; kernel 6.1).</summary>
    /// <param name="id">Process id.</param>
    public static BpfIteratorScope Process(int id)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(id, 1);
        return new() { ProcessId = (uint)id };
    }

    /// <summary>One thread, its files or its memory (<c>task</c>, <c>task_file</c>, <c>task_vma</c>; kernel 6.1).</summary>
    /// <param name="id">Thread id.</param>
    public static BpfIteratorScope Thread(int id)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(id, 1);
        return new() { ThreadId = (uint)id };
    }
}
