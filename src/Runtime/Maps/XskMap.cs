using System.Runtime.InteropServices;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>AF_XDP sockets that XDP programs send packets to, by queue (<c>BPF_MAP_TYPE_XSKMAP</c>, kernel 4.18).</summary>
public sealed class XskMap : RedirectMap
{
    /// <summary>A typed view of a map.</summary>
    /// <param name="map">A XskMap map with values of 4 bytes.</param>
    /// <exception cref="ArgumentException">Kind or sizes differ.</exception>
    public XskMap(BpfMap map)
        : base(map, BpfMapType.XskMap)
    {
    }

    /// <summary>Fills a place. User code only.</summary>
    /// <param name="queue">The place, by custom the number of the receive queue that the socket is bound to.</param>
    /// <param name="socket">An AF_XDP socket.</param>
    /// <exception cref="BpfException">The kernel refused: it is no AF_XDP socket, or there is no such place.</exception>
    public void Set(int queue, SafeHandle socket)
    {
        using var held = new HeldHandle(socket);
        MapOperations.Set(Map, queue, held.Fd);
    }
}
