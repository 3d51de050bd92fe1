namespace BpfSharp;

/// <summary>A value that each inode carries as long as the kernel has it in memory (<c>BPF_MAP_TYPE_INODE_STORAGE</c>, kernel 5.10, built with the BPF security module; programs of that kind use it).</summary>
/// <remarks>User code names an inode by an open file.</remarks>
/// <typeparam name="TValue">Value. It begins as zeros.</typeparam>
public sealed class InodeStorage<TValue> : HandleStorage<TValue>
    where TValue : unmanaged
{
    /// <summary>A typed view of a map.</summary>
    /// <param name="map">A map of kind InodeStorage whose value size is that of the type.</param>
    /// <exception cref="ArgumentException">Kind or sizes differ.</exception>
    public InodeStorage(BpfMap map)
        : base(map, BpfMapType.InodeStorage)
    {
    }
}
