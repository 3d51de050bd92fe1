namespace BpfSharp;

/// <summary>A value that each control group carries, and that ends with it (<c>BPF_MAP_TYPE_CGRP_STORAGE</c>, kernel 6.2).</summary>
/// <remarks>User code names a control group by its open folder.</remarks>
/// <typeparam name="TValue">Value. It begins as zeros.</typeparam>
public sealed class CgroupStorage<TValue> : HandleStorage<TValue>
    where TValue : unmanaged
{
    /// <summary>A typed view of a map.</summary>
    /// <param name="map">A map of kind CgroupLocalStorage whose value size is that of the type.</param>
    /// <exception cref="ArgumentException">Kind or sizes differ.</exception>
    public CgroupStorage(BpfMap map)
        : base(map, BpfMapType.CgroupLocalStorage)
    {
    }
}
