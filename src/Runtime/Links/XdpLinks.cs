using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>XDP programs on interfaces, by link only: a program set by netlink would outlive the process.</summary>
internal static class XdpLinks
{
    public static KernelLink Attach(KernelProgram program, FileHandle handle, int interfaceIndex, XdpMode mode)
    {
        string operation = $"attach program {program.Name} to interface {interfaceIndex}";
        var attribute = new LinkCreateAttribute
        {
            ProgramFd = (uint)handle.Fd, Target = (uint)interfaceIndex, AttachType = AttachType.Xdp, Flags = (uint)mode,
        };
        return BpfSyscall.Open(BpfCommand.LinkCreate, ref attribute, out int errno) is { } link
            ? new(program, link)
            : throw Failure(errno, operation, interfaceIndex, mode);
    }

    private static BpfException Failure(int errno, string operation, int interfaceIndex, XdpMode mode)
    {
        if (PrivilegeErrors.Explain(errno, operation, Capability.Bpf, Capability.NetAdmin) is { } lacking)
            return lacking;
        if (!KernelFeatures.Probe(BpfFeature.XdpLinks))
            return new BpfUnsupportedException(BpfFeature.XdpLinks, errno, operation, "XDP links need kernel 5.9.");
        return new(errno, operation, errno switch
        {
            Errno.EBUSY or Errno.EEXIST => "The interface has an XDP program already, perhaps in another mode: see ip link.",
            Errno.ENODEV => $"There is no interface with index {interfaceIndex}: see ip link.",
            Errno.EINVAL => $"There is no interface with index {interfaceIndex} in this network namespace, or its settings (MTU, offloads) do not allow XDP.",
            Errno.EOPNOTSUPP => $"The interface's driver cannot do {mode} mode: use XdpMode.Generic.",
            _ => "This is not expected.",
        });
    }
}
