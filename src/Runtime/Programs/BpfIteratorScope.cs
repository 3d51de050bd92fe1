namespace BpfSharp;

/// <summary>What an iterator goes through, for those that can be told: a map's elements, a process, a thread, a part of the control groups.</summary>
public sealed class BpfIteratorScope
{
    private BpfIteratorScope()
    {
    }

    /// <summary>The map whose elements are meant; null for none.</summary>
    internal BpfMap? Map { get; private init; }

    internal uint ThreadId { get; private init; }

    internal uint ProcessId { get; private init; }

    /// <summary>Where to begin in the tree of control groups; null for none.</summary>
    internal string? CgroupPath { get; private init; }

    internal BpfCgroupWalk CgroupWalk { get; private init; }

    /// <summary>Control groups (<c>cgroup</c>, kernel 6.1).</summary>
    /// <param name="path">The folder of the group to begin at: <c>/sys/fs/cgroup/system.slice</c>.</param>
    /// <param name="walk">Which groups, and in what order.</param>
    public static BpfIteratorScope Cgroup(string path, BpfCgroupWalk walk = BpfCgroupWalk.DescendantsFirstParents)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new() { CgroupPath = path, CgroupWalk = walk };
    }

    /// <summary>The elements of a map (<c>bpf_map_elem</c>, kernel 5.9; <c>bpf_sk_storage_map</c>, 5.9; <c>sockmap</c>, 5.10; not while the map is an iterator's already).</summary>
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
