namespace BpfSharp;

/// <summary>Where on a packet's path an XDP program runs, with the kernel's values (<c>XDP_FLAGS_…_MODE</c>).</summary>
public enum XdpMode
{
    /// <summary>In the driver if it can, else generic.</summary>
    Default = 0,
    /// <summary>In the network stack: slow, but any interface can.</summary>
    Generic = 1 << 1,
    /// <summary>In the driver, before a socket buffer is made.</summary>
    Driver = 1 << 2,
    /// <summary>On the network card.</summary>
    Hardware = 1 << 3,
}
