namespace BpfSharp;

/// <summary>
/// An XDP program (section <c>xdp</c>; attached by link from kernel 5.9), run on packets before the network stack.
/// Attached to an interface with <see cref="BpfProgram.AttachToInterface(string, XdpMode)"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class XdpAttribute() : BpfProgramAttribute(null);
