using System.Buffers.Binary;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>XDP programs on interfaces, by link only: a program set by netlink would outlive the process.</summary>
internal static class XdpLinks
{
    public static KernelLink Attach(KernelProgram program, FileHandle handle, int interfaceIndex, XdpMode mode)
    {
        var attribute = new LinkCreateAttribute
        {
            ProgramFd = (uint)handle.Fd, Target = (uint)interfaceIndex, AttachType = AttachType.Xdp, Flags = (uint)mode,
        };
        return BpfSyscall.Open(BpfCommand.LinkCreate, ref attribute, out int errno) is { } link
            ? new(program, link)
            : throw Failure(errno, program, interfaceIndex, mode);
    }

    private static BpfException Failure(int errno, KernelProgram program, int interfaceIndex, XdpMode mode)
    {
        string? name = NetworkInterfaces.NameOf(interfaceIndex);
        string operation = $"attach program {program.Name} ({program.Section}) to interface {(name is null ? interfaceIndex : $"{name} ({interfaceIndex})")}";
        if (PrivilegeErrors.Explain(errno, operation, Capability.Bpf, Capability.NetAdmin) is { } lacking)
            return lacking;
        if (!KernelFeatures.Probe(BpfFeature.XdpLinks))
            return new BpfUnsupportedException(BpfFeature.XdpLinks, errno, operation, "XDP links need kernel 5.9.");
        return new(errno, operation, errno switch
        {
            Errno.EBUSY or Errno.EEXIST => $"The interface has an XDP program already{Present(interfaceIndex)}: it takes one, in one mode. Detach that one first, or have one program that does the work of both.",
            Errno.ENODEV or Errno.EINVAL when name is null => $"There is no interface with index {interfaceIndex} in this network namespace. {NetworkInterfaces.Listed()}",
            Errno.EINVAL => $"The interface does not take XDP programs in mode {mode} with its present settings (MTU, offloads, queues), or the mode is no single one.",
            Errno.EOPNOTSUPP => $"The interface's driver cannot do XdpMode.{mode}: use XdpMode.Generic, which every interface can, or XdpMode.Default, which takes what there is.",
            Errno.ERANGE or Errno.ENOSPC => "The interface's MTU is too large for XDP in its driver: lower it (ip link set … mtu 1500), or use XdpMode.Generic.",
            Errno.ENOMEM => "The driver has not enough queues or memory for XDP: use XdpMode.Generic.",
            _ => "This is not expected.",
        });
    }

    /// <summary>The program that is there, if a link holds it; one that was set by netlink (ip link) is not among the kernel's links.</summary>
    private static string Present(int interfaceIndex)
    {
        Span<byte> information = stackalloc byte[20];
        for (var next = new ObjectIdAttribute(); BpfSyscall.Call(BpfCommand.LinkGetNextId, ref next) >= 0; next.Id = next.NextId)
        {
            var one = new ObjectIdAttribute { Id = next.NextId };
            using var link = BpfSyscall.Open(BpfCommand.LinkGetFdById, ref one, out _);
            // struct bpf_link_info: type, id, prog_id; behind them, from the next multiple of eight, what depends on the type.
            if (link is not null && ObjectInfo.Read(link, information) >= information.Length && BinaryPrimitives.ReadInt32LittleEndian(information) == (int)BpfLinkType.Xdp
                && BinaryPrimitives.ReadInt32LittleEndian(information[16..]) == interfaceIndex)
            {
                return $", with id {BinaryPrimitives.ReadInt32LittleEndian(information[8..])} (bpftool prog show id {BinaryPrimitives.ReadInt32LittleEndian(information[8..])}), held by link {BinaryPrimitives.ReadInt32LittleEndian(information[4..])}";
            }
        }

        return " (ip link shows it)";
    }
}
