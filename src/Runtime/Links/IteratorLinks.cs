using System.Runtime.InteropServices;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>Iterators: a link says what is gone through, a descriptor made of it is one run (kernel 5.8).</summary>
internal static unsafe class IteratorLinks
{
    /// <summary>union bpf_iter_link_info: a map's descriptor, or thread, process and process descriptor (6.1).</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Scope
    {
        public uint MapOrThread;
        public uint Process;
        public uint ProcessFd;
    }

    /// <summary>The same union for control groups: how to walk, the folder, and in its place a number.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct CgroupScope
    {
        public uint Order;
        public uint Folder;
        public ulong Id;
    }

    private static FileHandle CreateForCgroups(FileHandle program, BpfIteratorScope scope, string operation)
    {
        using var folder = CgroupFolder.Open(scope.CgroupPath!, operation);
        var info = new CgroupScope { Order = (uint)scope.CgroupWalk, Folder = (uint)folder.Fd };
        var attribute = new IteratorLinkAttribute { ProgramFd = (uint)program.Fd, AttachType = AttachType.TraceIterator, Info = (ulong)&info, InfoLength = (uint)sizeof(CgroupScope) };
        return BpfSyscall.Open(BpfCommand.LinkCreate, ref attribute, out int errno) ?? throw (PrivilegeErrors.Explain(errno, operation, Capability.Bpf, Capability.Perfmon)
            ?? new BpfException(errno, operation, errno == Errno.EBADF ? $"{scope.CgroupPath} is being removed." : "The kernel does not go through control groups so: that needs Linux 6.1."));
    }

    public static FileHandle Create(FileHandle program, BpfIteratorScope? scope, string operation)
    {
        if (scope?.CgroupPath is not null)
            return CreateForCgroups(program, scope, operation);
        if (scope is { Map: null } && !CanChooseTasks(program))
            throw Failure(Errno.E2BIG, scope, operation);
        // The kernel refuses bytes that it does not know unless they are zero, and takes the length it knows.
        Scope info = default;
        bool isHeld = false;
        var map = (scope?.Map as KernelMap)?.Handle;
        try
        {
            map?.DangerousAddRef(ref isHeld);
            info.MapOrThread = map is not null ? (uint)map.Fd : scope?.ThreadId ?? 0;
            info.Process = scope?.ProcessId ?? 0;
            var attribute = new IteratorLinkAttribute
            {
                ProgramFd = (uint)program.Fd,
                AttachType = AttachType.TraceIterator,
                Info = scope is null ? 0 : (ulong)&info,
                InfoLength = scope is null ? 0 : (uint)(scope.Map is null ? sizeof(Scope) : sizeof(uint)),
            };
            return BpfSyscall.Open(BpfCommand.LinkCreate, ref attribute, out int errno) ?? throw Failure(errno, scope, operation);
        }
        finally
        {
            if (isHeld)
                map!.DangerousRelease();
        }
    }

    /// <summary>
    /// Whether a thread or process is looked at at all. Asked for both at once, which makes no sense, the kernel refuses where it understands
    /// either (EINVAL, 6.1) and where it knows no process (E2BIG); where it succeeds it has ignored them, and would go through everything.
    /// </summary>
    private static bool CanChooseTasks(FileHandle program)
    {
        Scope both = new() { MapOrThread = 1, Process = 1 };
        var attribute = new IteratorLinkAttribute { ProgramFd = (uint)program.Fd, AttachType = AttachType.TraceIterator, Info = (ulong)&both, InfoLength = (uint)sizeof(Scope) };
        using var ignored = BpfSyscall.Open(BpfCommand.LinkCreate, ref attribute, out int errno);
        return ignored is null && errno != Errno.E2BIG;
    }

    public static FileHandle Open(FileHandle link, string operation)
    {
        using var held = new HeldHandle(link); // a pinned one may be closed between two enumerations
        var attribute = new IteratorCreateAttribute { LinkFd = (uint)held.Fd };
        return BpfSyscall.Open(BpfCommand.IteratorCreate, ref attribute, out int errno) ?? throw Failure(errno, null, operation);
    }

    /// <summary>Reads some of a run; 0 at its end.</summary>
    public static int Read(FileHandle run, Span<byte> buffer, string operation)
    {
        while (true)
        {
            nint count;
            fixed (byte* pointer = buffer)
                count = NativeMethods.Read(run.Fd, pointer, (nuint)buffer.Length);
            if (count >= 0)
                return (int)count;
            int errno = Marshal.GetLastPInvokeError();
            // EAGAIN: the kernel has looked at so many objects without a record that it wants to be asked again.
            if (errno is not (Errno.EINTR or Errno.EAGAIN))
                throw Failure(errno, null, operation);
        }
    }

    private static BpfException Failure(int errno, BpfIteratorScope? scope, string operation)
    {
        if (PrivilegeErrors.Explain(errno, operation, Capability.Bpf, Capability.Perfmon) is { } lacking)
            return lacking;
        if (scope is { Map: null } && errno is Errno.EINVAL or Errno.E2BIG)
            return new BpfUnsupportedException(null, errno, operation, "This iterator goes through everything: one process or thread can be chosen from kernel 6.1, for task, task_file and task_vma.");
        return new(errno, operation, errno switch
        {
            Errno.EBADF or Errno.EINVAL when scope is null => "The kernel does not take this iterator so; it may have to be told what to go through: pass a BpfIteratorScope.",
            Errno.EINVAL or Errno.EACCES => "The kernel does not iterate over a map of this type, or the program reads more of its keys or values than they have.",
            Errno.ENOENT or Errno.ESRCH => "There is no such process or thread.",
            _ => "This is not expected.",
        });
    }
}
