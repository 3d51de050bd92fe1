namespace BpfSharp.Compiler.Checks;

/// <summary>
/// The map types that programs which may sleep can use, by the first of the test kernels that lets them (check_map_prog_compatibility() in
/// kernel/bpf/verifier.c); tests ask each kernel.
/// </summary>
internal static class SleepableMaps
{
    private const int Hash = 1, PerCpuHash = 5;
    private const uint NoPreallocation = 1;

    // Hash maps that allocate element by element are not among those of 5.10.
    private static readonly int[][] s_added = [[1, 2, 9], [5, 6, 10, 12, 13, 24, 27, 28, 29], [22, 23, 32], [], [11]];

    // No kernel up to 7.3 lets them: prog_array, perf_event_array, stack_trace, cgroup_array, devmap, sockmap, cpumap, xskmap, sockhash,
    // reuseport_sockarray, devmap_hash, bloom_filter.
    private static readonly HashSet<int> s_never = [3, 4, 7, 8, 14, 15, 16, 17, 18, 20, 25, 30];

    /// <summary>As an index of <see cref="HelperTable.Releases"/>; their number where none does, null where it is not known here.</summary>
    public static int? FirstRelease(int mapType, uint flags)
    {
        if (s_never.Contains(mapType))
            return s_added.Length;
        int release = Array.FindIndex(s_added, added => added.Contains(mapType));
        return release < 0 ? null : mapType is Hash or PerCpuHash && (flags & NoPreallocation) != 0 ? Math.Max(release, 1) : release;
    }
}
