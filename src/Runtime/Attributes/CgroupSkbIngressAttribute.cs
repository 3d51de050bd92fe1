namespace BpfSharp;

/// <summary>
/// Decides about packets on their way to sockets of a control group (section <c>cgroup_skb/ingress</c>; attached by link from kernel 5.7, control
/// groups of version 2). Attached with <see cref="BpfProgram.AttachToCgroup"/>.
/// </summary>
/// <remarks>
/// The method returns <see langword="bool"/>: whether the socket gets the packet. Its parameter, if it has one, is a pointer to the packet's context, a
/// <see cref="KernelTypeAttribute"/> struct for <c>__sk_buff</c>. A socket belongs to the group in which it was made, and to all above it; a packet
/// goes through the programs of all of them, and each must allow it.
/// </remarks>
/// <param name="onTrap">What becomes of a packet on which the program traps.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CgroupSkbIngressAttribute(BpfTrapPolicy onTrap) : BpfProgramAttribute(null)
{
    /// <summary>What becomes of a packet on which the program traps.</summary>
    public BpfTrapPolicy OnTrap { get; } = onTrap;
}
