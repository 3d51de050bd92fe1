namespace BpfSharp;

/// <summary>What a failed map operation means and what to do about it.</summary>
internal static class MapErrors
{
    public static BpfException Create(BpfMap map, string operation, int errno) =>
        new(errno, $"{operation} map {map.Name}", Advice(map, errno));

#pragma warning disable CA2201 // Array maps are indexed like arrays and fail like them.
    public static IndexOutOfRangeException OutOfRange(BpfMap map, int index) =>
        new($"Index {index} is outside map {map.Name} with {map.MaxEntries} elements.");
#pragma warning restore CA2201

    private static string Advice(BpfMap map, int errno) => errno switch
    {
        Errno.E2BIG when map.Type is BpfMapType.Array or BpfMapType.PerCpuArray =>
            $"The index is beyond the map's {map.MaxEntries} elements.",
        Errno.E2BIG => $"The map is full: it holds at most {map.MaxEntries} elements. Remove some, raise MaxEntries, or use an LRU map, which evicts old ones.",
        Errno.ENOSPC when map.Type == BpfMapType.LpmTrie => $"The trie is full: it holds at most {map.MaxEntries} elements. Remove some, or raise MaxEntries.",
        Errno.EEXIST => "The element exists already.",
        Errno.ENOENT => "There is no such element.",
        Errno.ENOMEM => "The kernel could not allocate an element.",
        Errno.EAGAIN => "Its elements change faster than they can be listed; try again.",
        Errno.EBUSY => "The element's bucket is in use on this CPU; try again.",
        Errno.EPERM => "The map is frozen or was created read-only or write-only for user space, or this process lost the privilege to use maps.",
        Errno.EINVAL when map.Type is BpfMapType.Array or BpfMapType.PerCpuArray => "Elements of an array cannot be deleted.",
        Errno.EINVAL when map.Type == BpfMapType.LpmTrie => "The prefix is longer than the key's data.",
        Errno.EINVAL or Errno.EOPNOTSUPP or Errno.ENOTSUPP => $"A {map.Type} map does not support this operation on this kernel.",
        _ => "This is not expected of a map of this kind.",
    };
}
