namespace BpfSharp;

/// <summary>
/// A socket filter (section <c>socket</c>; kernel 3.19): returns how many bytes of the packet to keep, 0 to drop it.
/// Attached to a socket with <see cref="BpfProgram.AttachToSocket"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SocketFilterAttribute() : BpfProgramAttribute(null);
