using System.Globalization;
using BpfSharp.Objects;

namespace BpfSharp;

/// <summary>Says which of a map's sizes is too large for the kernel, which only says that one is.</summary>
internal static class MapSizes
{
    // include/linux/filter.h, MAX_BPF_STACK; include/linux/slab.h, KMALLOC_MAX_SIZE is 4 MiB, with pages of 4 KiB.
    private const uint LongestOldKey = 512, LargestPiece = 4 << 20;

    public static string Explain(MapSpec spec, uint maxEntries)
    {
        var type = (BpfMapType)spec.Type;
        bool isHash = type is BpfMapType.Hash or BpfMapType.PerCpuHash or BpfMapType.LruHash or BpfMapType.LruPerCpuHash;
        if ((isHash || type is BpfMapType.PerCpuArray) && spec.ValueSize > LargestPiece)
            return $"A value of {spec.ValueSize} bytes is larger than what the kernel allocates in one piece, some megabytes: divide it into several elements, or use an ArrayMap.";
        if (isHash && spec.KeySize > LongestOldKey && maxEntries < LargestPiece)
            return $"This kernel takes keys of at most {LongestOldKey} bytes, and these have {spec.KeySize}, or there is not enough memory: use a hash of what is longer as the key.";
        long cpus = type is BpfMapType.PerCpuHash or BpfMapType.LruPerCpuHash or BpfMapType.PerCpuArray ? Sys.CpuTopology.PossibleCount : 1;
        decimal total = (Rounded(spec.KeySize) + (decimal)Rounded(spec.ValueSize) * cpus) * maxEntries;
        string lazily = isHash ? ", or take memory only for what is there (BpfMapFlags.NoPreallocation)" : "";
        return $"Its elements would take about {InUnits(total)}{(cpus > 1 ? $" on {cpus} CPUs" : "")}, which the kernel has not, or does not give to one map: make MaxEntries or the value smaller{lazily}. A limit of the process's control group (memory.max) counts too.";
    }

    private static long Rounded(uint size) => ((long)size + 7) & ~7L;

    private static string InUnits(decimal bytes)
    {
        string[] units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
        int unit = 0;
        for (; bytes >= 1024 && unit < units.Length - 1; unit++)
            bytes /= 1024;
        return $"{bytes.ToString("0.#", CultureInfo.InvariantCulture)} {units[unit]}";
    }
}
