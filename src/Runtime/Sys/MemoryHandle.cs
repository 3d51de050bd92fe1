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
    public static MemoryHandle Anonymous(nuint length)
    {
        length = RoundToPages(length);
        nint address = NativeMethods.Map(
            0, length, LinuxConstants.ProtRead | LinuxConstants.ProtWrite, LinuxConstants.MapPrivate | LinuxConstants.MapAnonymous, -1, 0);
        return address != -1 ? new(address, length) : throw Failure(length, "reserve memory");
    }

    /// <summary>Puts a file's memory, shared with the kernel, in the place of a part of this.</summary>
    public void MapOver(nuint start, nuint length, bool isWritable, int fd, long fileOffset, string what)
    {
        int protection = LinuxConstants.ProtRead | (isWritable ? LinuxConstants.ProtWrite : 0);
        nint address = NativeMethods.Map(
            handle + (nint)start, RoundToPages(length), protection, LinuxConstants.MapShared | LinuxConstants.MapFixed, fd, fileOffset);
        if (address == -1)
            throw Failure(length, what);
    }

    protected override bool ReleaseHandle() => NativeMethods.Unmap(handle, _length) == 0;

    private static BpfException Failure(nuint length, string what) => new(
        Marshal.GetLastPInvokeError(), what, $"Mapping {length} bytes failed: the process may be out of memory or address space.");
}
