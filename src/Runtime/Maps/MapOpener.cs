using System.Text;
using BpfSharp.Objects;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>Opens maps that exist.</summary>
internal static unsafe class MapOpener
{
    public static KernelMap ByPath(string path) => Open(OpenPath(path), isInner: false);

    /// <param name="id">The map's id.</param>
    public static KernelMap ById(int id) => TryById(id) ?? throw new ArgumentException($"There is no map with id {id}.", nameof(id));

    /// <summary>Null when there is no map with this id.</summary>
    /// <param name="id">The map's id.</param>
    /// <param name="isInner">Whether it was found in a map that says what it is like.</param>
    public static KernelMap? TryById(int id, bool isInner = false)
    {
        var attribute = new ObjectIdAttribute { Id = (uint)id };
        string operation = $"open the map with id {id}";
        if (BpfSyscall.Open(BpfCommand.MapGetFdById, ref attribute, out int errno) is { } handle)
            return Open(handle, isInner);
        if (errno == Errno.ENOENT)
            return null;
        throw PrivilegeErrors.Explain(errno, operation, Capability.SysAdmin) ?? new BpfException(errno, operation, "This is not expected.");
    }

    public static FileHandle OpenPath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        byte[] name = [.. Encoding.UTF8.GetBytes(path), 0];
        int errno;
        fixed (byte* pointer = name)
        {
            var attribute = new ObjectPathAttribute { Path = (ulong)pointer };
            if (BpfSyscall.Open(BpfCommand.ObjectGet, ref attribute, out errno) is { } handle)
                return CheckIsMap(handle, path);
        }

        if (errno == Errno.ENOENT)
            throw new FileNotFoundException($"Nothing is pinned at {path}.", path);
        string operation = $"open what is pinned at {path}";
        throw PrivilegeErrors.Explain(errno, operation, Capability.Bpf) ?? new BpfException(errno, operation, errno switch
        {
            Errno.EACCES or Errno.EPERM => "It is no pinned object, or this process may not read it.",
            _ => "This is not expected.",
        });
    }

    /// <summary>Programs and links are pinned too, and the kernel's answer about them would be misread.</summary>
    private static FileHandle CheckIsMap(FileHandle handle, string path)
    {
        string? target = new FileInfo($"/proc/self/fd/{handle.Fd}").LinkTarget;
        if (target is null or "anon_inode:bpf-map")
            return handle;
        handle.Dispose();
        throw new BpfException(Errno.EINVAL, $"open the map pinned at {path}", $"What is pinned there is no map but {target.Replace("anon_inode:", "", StringComparison.Ordinal)}.");
    }

    private static KernelMap Open(FileHandle handle, bool isInner)
    {
        try
        {
            var info = MapInfo.Of(handle);
            var map = new KernelMap(new MapSpec
            {
                Name = info.Name.ToString(), Type = info.Type, KeySize = info.KeySize, ValueSize = info.ValueSize, MaxEntries = info.MaxEntries, Flags = info.Flags,
            });
            map.SetCreated(handle, info.MaxEntries);
            if (!isInner)
                (map.KeyPadding, map.Fields) = MapTypes.Describe(info);
            return map;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }
}
