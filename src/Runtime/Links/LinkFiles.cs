using System.Buffers.Binary;
using System.Text;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>Links as the kernel knows them: what it says of them, and their files.</summary>
internal static unsafe class LinkFiles
{
    public static BpfLinkInformation Describe(FileHandle link)
    {
        using var held = new HeldHandle(link);
        // struct bpf_link_info begins with type, id and prog_id.
        Span<byte> info = stackalloc byte[3 * sizeof(uint)];
        if (ObjectInfo.Read(link, info) < info.Length)
            throw new BpfException(Errno.EINVAL, "ask about an attachment", "The kernel does not tell about its links: that needs kernel 5.8.");
        return new(BinaryPrimitives.ReadInt32LittleEndian(info[4..]), (BpfLinkType)BinaryPrimitives.ReadInt32LittleEndian(info), BinaryPrimitives.ReadInt32LittleEndian(info[8..]));
    }

    public static void Pin(FileHandle link, string path, string operation)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] name = [.. Encoding.UTF8.GetBytes(path), 0];
        using var held = new HeldHandle(link);
        fixed (byte* pointer = name)
        {
            var attribute = new ObjectPathAttribute { Path = (ulong)pointer, Fd = (uint)held.Fd };
            int errno = -BpfSyscall.Call(BpfCommand.ObjectPin, ref attribute);
            if (errno != 0)
                throw PrivilegeErrors.Explain(errno, operation, Capability.Bpf) ?? new BpfException(errno, operation, errno switch
                {
                    Errno.EEXIST => "There is a file of that name: delete it first.",
                    Errno.ENOENT => "The folder does not exist: create it.",
                    Errno.EPERM or Errno.EINVAL when Path.GetFileName(path).Contains('.', StringComparison.Ordinal) => "Names of pinned files have no dots.",
                    Errno.EPERM or Errno.EACCES => "The folder is not in a bpf file system, or this process may not write there: mount -t bpf bpf /sys/fs/bpf.",
                    _ => "This is not expected.",
                });
        }
    }

    public static FileHandle Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] name = [.. Encoding.UTF8.GetBytes(path), 0];
        string operation = $"open the link pinned at {path}";
        fixed (byte* pointer = name)
        {
            var attribute = new ObjectPathAttribute { Path = (ulong)pointer };
            if (BpfSyscall.Open(BpfCommand.ObjectGet, ref attribute, out int errno) is not { } handle)
            {
                if (errno == Errno.ENOENT)
                    throw new FileNotFoundException($"Nothing is pinned at {path}.", path);
                throw PrivilegeErrors.Explain(errno, operation, Capability.Bpf)
                    ?? new BpfException(errno, operation, "It is no pinned object, or this process may not read it.");
            }

            // Maps and programs are pinned too, and the kernel's answer about them would be misread.
            string? target = new FileInfo($"/proc/self/fd/{handle.Fd}").LinkTarget;
            if (target is null || target.StartsWith("anon_inode:bpf_link", StringComparison.Ordinal) || target.StartsWith("anon_inode:bpf-link", StringComparison.Ordinal))
                return handle;
            handle.Dispose();
            throw new BpfException(Errno.EINVAL, operation, $"What is pinned there is no link but {target.Replace("anon_inode:", "", StringComparison.Ordinal)}.");
        }
    }
}
