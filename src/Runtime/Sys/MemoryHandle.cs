using System.Runtime.InteropServices;

namespace BpfSharp.Sys;

/// <summary>Memory mapped into this process; unmapped when disposed or collected and no longer in use.</summary>
internal sealed class MemoryHandle : SafeHandle
{
    private readonly nuint _length;

    private MemoryHandle(nint address, nuint length)
        : base(-1, ownsHandle: true)
    {
        SetHandle(address);
        _length = length;
    }

    public override bool IsInvalid => handle == -1;

    public nint Address => handle;

    public nuint Length => _length;

    public static nuint RoundToPages(nuint length)
    {
        nuint page = (nuint)Environment.SystemPageSize;
        return (length + page - 1) & ~(page - 1);
    }

    /// <summary>Zeroed memory of this process alone.</summary>
    public static MemoryHandle Anonymous(nuint length) =>
        Map(length, LinuxConstants.ProtRead | LinuxConstants.ProtWrite, LinuxConstants.MapPrivate | LinuxConstants.MapAnonymous, -1, 0, "reserve memory");

    /// <summary>Memory of a map.</summary>
    public static MemoryHandle Shared(nuint length, bool isWritable, int fd, long offset, string what) =>
        Map(length, LinuxConstants.ProtRead | (isWritable ? LinuxConstants.ProtWrite : 0), LinuxConstants.MapShared, fd, offset, what);

    protected override bool ReleaseHandle() => NativeMethods.Unmap(handle, _length) == 0;

    private static MemoryHandle Map(nuint length, int protection, int flags, int fd, long offset, string what)
    {
        length = RoundToPages(length);
        nint address = NativeMethods.Map(0, length, protection, flags, fd, offset);
        return address != -1
            ? new(address, length)
            : throw new BpfException(Marshal.GetLastPInvokeError(), what, $"Mapping {length} bytes into the process failed: it may be out of memory or address space.");
    }
}
