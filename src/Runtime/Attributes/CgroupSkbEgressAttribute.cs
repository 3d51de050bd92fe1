namespace BpfSharp;

/// <summary>
/// Decides about packets that sockets of a control group send (section <c>cgroup_skb/egress</c>; attached by link from kernel 5.7, control groups of
/// version 2). Attached with <see cref="BpfProgram.AttachToCgroup"/>.
/// </summary>
/// <remarks>
/// As <see cref="CgroupSkbIngressAttribute"/>, for the way out. A packet that is not allowed is an error to the one who sends it (<c>EPERM</c>).
/// </remarks>
/// <param name="onTrap">What becomes of a packet on which the program traps.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CgroupSkbEgressAttribute(BpfTrapPolicy onTrap) : BpfProgramAttribute(null)
{
    /// <summary>What becomes of a packet on which the program traps.</summary>
    public BpfTrapPolicy OnTrap { get; } = onTrap;
}
