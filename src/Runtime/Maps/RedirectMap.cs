namespace BpfSharp;

/// <summary>What the maps have in common that XDP programs send packets to.</summary>
public abstract class RedirectMap : TypedMap
{
    private const int XdpRedirect = 4;

    private protected RedirectMap(BpfMap map, BpfMapType type)
        : base(map, type) =>
        MapOperations.CheckTypes<int, int>(map);

    /// <summary>Capacity in places. User code only.</summary>
    public uint MaxEntries => Map.MaxEntries;

    /// <summary>
    /// Sends the packet to what is at a place (<c>bpf_redirect_map</c>, kernel 4.14): return the result. XDP programs and simulated
    /// hosts only.
    /// </summary>
    /// <param name="key">The place.</param>
    /// <param name="otherwise">
    /// What to return where there is nothing: 0 (<c>XDP_ABORTED</c>), 1 (<c>XDP_DROP</c>), 2 (<c>XDP_PASS</c>) or 3 (<c>XDP_TX</c>).
    /// </param>
    /// <returns>4 (<c>XDP_REDIRECT</c>), or what was asked for otherwise.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public int Redirect(int key, int otherwise = 0) => Map.KernelSideContains(key) ? XdpRedirect : otherwise;

    /// <summary>Empties a place. User code only.</summary>
    /// <param name="key">The place.</param>
    /// <returns>False when there is no such place; in a hash table, also when there was nothing.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool Remove(int key) => MapOperations.Remove(Map, key);
}
