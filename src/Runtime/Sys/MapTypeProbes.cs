namespace BpfSharp.Sys;

/// <summary>Finds out which kinds of map the kernel has, by creating the smallest of each.</summary>
internal static class MapTypeProbes
{
    public static bool Run(BpfMapType type)
    {
        uint page = (uint)Environment.SystemPageSize;
        switch (type)
        {
            case BpfMapType.LpmTrie:
                return ProbeObjects.CanCreateMap(type, 8, 8, 1, BpfMapFlags.NoPreallocation);
            case BpfMapType.StackTrace:
                return ProbeObjects.CanCreateMap(type, 4, 8, 1);
            case BpfMapType.Queue or BpfMapType.Stack or BpfMapType.BloomFilter:
                return ProbeObjects.CanCreateMap(type, 0, 8, 1);
            case BpfMapType.RingBuffer or BpfMapType.UserRingBuffer:
                return ProbeObjects.CanCreateMap(type, 0, 0, page);
            case BpfMapType.ArrayOfMaps or BpfMapType.HashOfMaps:
                return ProbeObjects.CanCreateMapOfMaps(type);
            case BpfMapType.SkStorage or BpfMapType.InodeStorage or BpfMapType.TaskStorage or BpfMapType.CgroupLocalStorage:
                return BtfProbes.CanCreateStorage(type);
            case BpfMapType.Hash or BpfMapType.Array or BpfMapType.ProgramArray or BpfMapType.PerfEventArray or BpfMapType.PerCpuHash
                or BpfMapType.PerCpuArray or BpfMapType.CgroupArray or BpfMapType.LruHash or BpfMapType.LruPerCpuHash or BpfMapType.DevMap
                or BpfMapType.SockMap or BpfMapType.CpuMap or BpfMapType.XskMap or BpfMapType.SockHash or BpfMapType.DevMapHash:
                return ProbeObjects.CanCreateMap(type, 4, 4, 1);
            default:
                throw new NotSupportedException($"How to try whether the kernel has {type} maps is not known to BpfSharp.");
        }
    }
}
