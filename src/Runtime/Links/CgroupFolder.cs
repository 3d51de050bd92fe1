using System.Runtime.InteropServices;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>A control group's folder, opened to name the group by; whatever else a path may lead to is said.</summary>
internal static unsafe class CgroupFolder
{
    // include/uapi/linux/magic.h
    private const long CgroupMagic = 0x27e0eb, Cgroup2Magic = 0x63677270;

    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="BpfException">It is no folder of control groups, version 2, or may not be opened.</exception>
    public static FileHandle Open(string path, string operation)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        int fd = NativeMethods.Open(path, LinuxConstants.OpenReadOnly | LinuxConstants.OpenFolder | LinuxConstants.OpenCloseOnExec);
        if (fd < 0)
            throw NotOpened(path, Marshal.GetLastPInvokeError(), operation);
        var folder = new FileHandle(fd);
        long magic = FileSystem(folder);
        if (magic == Cgroup2Magic)
            return folder;
        folder.Dispose();
        throw new BpfException(0, operation, magic == CgroupMagic
            ? $"{path} is a control group of version 1, to which no program can be attached. {Mounted()}"
            : $"{path} is no control group, but a folder of another file system. {Mounted()}");
    }

    /// <summary>Where control groups of version 2 are, or how they can be.</summary>
    private static string Mounted() => Mounts() is [{ } first, ..]
        ? $"Those of version 2 are below {first}."
        : "Those of version 2 are not mounted: mount -t cgroup2 none FOLDER, or boot with systemd.unified_cgroup_hierarchy=1.";

    private static List<string> Mounts()
    {
        List<string> found = [];
        try
        {
            foreach (string line in File.ReadLines("/proc/self/mounts"))
            {
                if (line.Split(' ') is [_, var folder, "cgroup2", ..])
                    found.Add(folder);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without /proc there is less to say.
        }

        return found;
    }

    private static Exception NotOpened(string path, int errno, string operation)
    {
        switch (errno)
        {
            case Errno.EACCES or Errno.EPERM:
                return new BpfException(errno, operation, $"This process may not open the folder {path}: run it as root (sudo).");
            case Errno.ENOTDIR:
                return new BpfException(errno, operation, $"{path}, or what is above it, is a file: a control group is a folder. {Mounted()}");
            case Errno.ENOENT:
                (string above, string missing, string near) = Missing(path);
                return new DirectoryNotFoundException($"Could not {operation} (ENOENT). There is no {missing} in {above}.{near} {Mounted()}");
            default:
                return new BpfException(errno, operation, $"The folder {path} cannot be opened.");
        }
    }

    /// <summary>The last folder on the way that there is, what is missing in it, and what is there that may have been meant.</summary>
    private static (string Above, string Missing, string Near) Missing(string path)
    {
        string missing = Path.GetFullPath(path), above = Path.GetDirectoryName(missing) ?? "/";
        while (above.Length > 1 && !Directory.Exists(above))
            (missing, above) = (above, Path.GetDirectoryName(above) ?? "/");
        missing = Path.GetFileName(missing);
        try
        {
            return (above, missing, NearNames.Suggest(missing, Directory.EnumerateDirectories(above).Select(static folder => Path.GetFileName(folder))));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (above, missing, "");
        }
    }

    /// <summary>Which file system the folder is in; struct statfs begins with its number.</summary>
    private static long FileSystem(FileHandle folder)
    {
        long* information = stackalloc long[32];
        return NativeMethods.FileSystemInformation(folder.Fd, information) == 0 ? information[0] : 0;
    }
}
