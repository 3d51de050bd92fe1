namespace BpfSharp;

/// <summary>A value that each socket carries, and that ends with it (<c>BPF_MAP_TYPE_SK_STORAGE</c>, kernel 5.2; in tracing programs 5.11).</summary>
/// <remarks>User code names a socket by its handle.</remarks>
/// <typeparam name="TValue">Value. It begins as zeros.</typeparam>
public sealed class SocketStorage<TValue> : HandleStorage<TValue>
    where TValue : unmanaged
{
    /// <summary>A typed view of a map.</summary>
    /// <param name="map">A map of kind SkStorage whose value size is that of the type.</param>
    /// <exception cref="ArgumentException">Kind or sizes differ.</exception>
    public SocketStorage(BpfMap map)
        : base(map, BpfMapType.SkStorage)
    {
    }
}
