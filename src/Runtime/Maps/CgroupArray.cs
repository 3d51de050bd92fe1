using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>Control groups that programs ask about by index (<c>BPF_MAP_TYPE_CGROUP_ARRAY</c>, kernel 4.8).</summary>
public sealed class CgroupArray : HandleArray
{
    /// <summary>A typed view of a map.</summary>
    /// <param name="map">A control group array.</param>
    /// <exception cref="ArgumentException">The map is of another kind.</exception>
    public CgroupArray(BpfMap map)
        : base(map, BpfMapType.CgroupArray)
    {
    }

    /// <summary>
    /// Whether the current task is in a group or below it (<c>bpf_current_task_under_cgroup</c>, kernel 4.9). Programs only.
    /// </summary>
    /// <param name="index">Index, from 0.</param>
    /// <returns>False too where there is no group at the index. On a simulated host: whether there is one.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public bool ContainsCurrentTask(int index) => Map.KernelSideContains(index);

    /// <summary>Fills a place. User code only.</summary>
    /// <param name="index">Index, from 0.</param>
    /// <param name="path">The group's folder in a cgroup2 file system, such as <c>/sys/fs/cgroup/system.slice</c>.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such place.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="BpfException">It is no control group of version 2, or the kernel refused.</exception>
    public void Set(int index, string path)
    {
        if (Map.IsSimulated)
        {
            MapOperations.Set(Map, Checked(index), 1);
            return;
        }

        using var folder = CgroupFolder.Open(path, $"put control group {path} into map {Map.Name}");
        Enter(index, folder, $"control group {path}");
    }
}
