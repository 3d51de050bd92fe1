using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>Programs of control groups, by link only: one that is attached otherwise would outlive the process.</summary>
internal static class CgroupLinks
{
    // kernel/bpf/cgroup.c, BPF_CGROUP_MAX_PROGS.
    private const int MostPrograms = 64;

    public static KernelLink Attach(KernelProgram program, FileHandle handle, string path)
    {
        string operation = $"attach program {program.Name} ({program.Section}) to control group {path}";
        using var folder = CgroupFolder.Open(path, operation);
        using var held = new HeldHandle(handle);
        var attribute = new LinkCreateAttribute { ProgramFd = (uint)held.Fd, Target = (uint)folder.Fd, AttachType = program.Kind.Expected };
        return BpfSyscall.Open(BpfCommand.LinkCreate, ref attribute, out int errno) is { } link ? new(program, link) : throw Failure(errno, operation, path);
    }

    private static BpfException Failure(int errno, string operation, string path) =>
        PrivilegeErrors.Explain(errno, operation, Capability.Bpf, Capability.NetAdmin) ?? new BpfException(errno, operation, errno switch
        {
            Errno.EPERM => $"{path} or a group above it has a program of this kind that was attached to be the only one, or to be replaced below (bpftool cgroup tree shows them): that one has to be detached first. Otherwise a security module or a container's seccomp filter forbids it.",
            Errno.E2BIG => $"{path} has {MostPrograms} programs of this kind already, the most that the kernel takes: detach some (bpftool cgroup show {path}).",
            Errno.EBADF or Errno.ENODEV or Errno.ENOENT => $"{path} is being removed.",
            Errno.EINVAL => "The kernel has no programs of control groups (CONFIG_CGROUP_BPF), or its version is older than 5.7, which was the first with links to them.",
            _ => "This is not expected.",
        });
}
