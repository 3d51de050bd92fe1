namespace BpfSharp.Compiler.Checks;

/// <summary>
/// The first kernels that have things, from the history of include/uapi/linux/bpf.h. What Debian's kernels really do is
/// tested in virtual machines.
/// </summary>
internal static class KernelVersions
{
    /// <summary>The last helper that there will be; kernel functions have taken their place.</summary>
    public const int NewestHelper = 211;

    // Helpers are numbered in the order they were added: the last number of each release says it all.
    private static readonly (int LastHelper, Version Release)[] s_helpers =
    [
        (3, new(3, 19)), (11, new(4, 1)), (16, new(4, 2)), (22, new(4, 3)), (25, new(4, 4)), (26, new(4, 5)), (30, new(4, 6)),
        (36, new(4, 8)), (41, new(4, 9)), (44, new(4, 10)), (45, new(4, 11)), (47, new(4, 12)), (50, new(4, 13)), (53, new(4, 14)),
        (57, new(4, 15)), (59, new(4, 16)), (64, new(4, 17)), (80, new(4, 18)), (83, new(4, 19)), (90, new(4, 20)),
        (92, new(5, 0)), (98, new(5, 1)), (108, new(5, 2)), (110, new(5, 3)), (115, new(5, 5)), (118, new(5, 6)), (124, new(5, 7)),
        (135, new(5, 8)), (141, new(5, 9)), (155, new(5, 10)), (162, new(5, 11)), (163, new(5, 12)), (165, new(5, 13)), (168, new(5, 14)),
        (175, new(5, 15)), (179, new(5, 16)), (185, new(5, 17)), (193, new(5, 18)), (203, new(5, 19)), (207, new(6, 0)), (209, new(6, 1)),
        (211, new(6, 2)),
    ];

    // enum bpf_map_type.
    private static readonly (int MapType, Version Release)[] s_maps =
    [
        (1, new(3, 19)), (2, new(3, 19)), (3, new(4, 2)), (4, new(4, 3)), (5, new(4, 6)), (6, new(4, 6)), (7, new(4, 6)), (8, new(4, 8)),
        (9, new(4, 10)), (10, new(4, 10)), (11, new(4, 11)), (12, new(4, 12)), (13, new(4, 12)), (14, new(4, 14)), (15, new(4, 14)),
        (16, new(4, 15)), (17, new(4, 18)), (18, new(4, 18)), (19, new(4, 19)), (20, new(4, 19)), (21, new(4, 20)), (22, new(4, 20)),
        (23, new(4, 20)), (24, new(5, 2)), (25, new(5, 4)), (26, new(5, 6)), (27, new(5, 8)), (28, new(5, 10)), (29, new(5, 11)),
        (30, new(5, 16)), (31, new(6, 1)), (32, new(6, 2)), (33, new(6, 9)),
    ];

    // BPF_F_… of BPF_MAP_CREATE.
    private static readonly (uint Flag, string Name, Version Release)[] s_mapFlags =
    [
        (1 << 0, "NoPreallocation", new(4, 6)), (1 << 1, "NoCommonLru", new(4, 10)), (1 << 2, "NumaNode", new(4, 14)),
        (1 << 3, "ReadOnly", new(4, 15)), (1 << 4, "WriteOnly", new(4, 15)), (1 << 6, "ZeroSeed", new(5, 0)),
        (1 << 7, "ReadOnlyProgram", new(5, 2)), (1 << 8, "WriteOnlyProgram", new(5, 2)), (1 << 10, "Mappable", new(5, 5)),
        (1 << 11, "PreserveElements", new(5, 10)), (1 << 12, "InnerMap", new(5, 10)),
    ];

    /// <summary>The first kernel with a helper; null for numbers newer than this table.</summary>
    public static Version? OfHelper(int number)
    {
        foreach ((int last, Version release) in s_helpers)
        {
            if (number <= last)
                return release;
        }
        return null;
    }

    /// <summary>The first kernel with a map type; null for types newer than this table.</summary>
    public static Version? OfMap(int mapType)
    {
        foreach ((int known, Version release) in s_maps)
        {
            if (known == mapType)
                return release;
        }
        return null;
    }

    /// <summary>The flags among those given that a kernel lacks.</summary>
    public static IEnumerable<(string Name, Version Release)> MapFlagsAfter(Version minimum, uint flags)
    {
        foreach ((uint flag, string name, Version release) in s_mapFlags)
        {
            if ((flags & flag) != 0 && release > minimum)
                yield return (name, release);
        }
    }
}
