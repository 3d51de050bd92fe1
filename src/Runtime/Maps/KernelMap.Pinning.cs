using System.Runtime.InteropServices;
using System.Text;
using BpfSharp.Btf;
using BpfSharp.Sys;

namespace BpfSharp;

internal sealed unsafe partial class KernelMap
{
    /// <summary>Types of the object the map was declared in; null for maps opened by themselves.</summary>
    public BtfTypes? DeclaredTypes { get; init; }

    /// <summary>What of its values the kernel knows by the types' names.</summary>
    public ValueFields Fields { get; set; }

    /// <summary>Whether the map was pinned by somebody before: it is not created, and kept over a load that fails.</summary>
    public bool IsReused { get; private set; }

    public override void Pin(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        byte[] name = [.. Encoding.UTF8.GetBytes(path), 0];
        using var held = new HeldHandle(Handle);
        fixed (byte* pointer = name)
        {
            var attribute = new ObjectPathAttribute { Path = (ulong)pointer, Fd = (uint)held.Fd };
            int errno = -BpfSyscall.Call(BpfCommand.ObjectPin, ref attribute);
            if (errno != 0)
                throw PinFailure(path, errno);
        }
    }

    public override void UsePinned(string path)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(BpfMap));
            if (_handle is not null)
                throw new InvalidOperationException($"Map {Name} exists already: call UsePinned before the object is loaded, and once.");
            var pinned = MapOpener.OpenPath(path);
            try
            {
                var info = MapInfo.Of(pinned);
                PinnedMapCheck.Run(this, info, path);
                SetCreated(pinned, info.MaxEntries);
                IsReused = true;
            }
            catch
            {
                pinned.Dispose();
                throw;
            }
        }
    }

    public override void Freeze()
    {
        using var held = new HeldHandle(Handle);
        var attribute = new FdAttribute { Fd = (uint)held.Fd };
        int errno = -BpfSyscall.Call(BpfCommand.MapFreeze, ref attribute);
        if (errno == 0)
            return;
        string operation = $"freeze map {Name}";
        if (!KernelFeatures.Probe(BpfFeature.FrozenMaps))
            throw new BpfUnsupportedException(BpfFeature.FrozenMaps, errno, operation, "Freezing maps needs kernel 5.2.");
        throw new BpfException(errno, operation, errno switch
        {
            Errno.EBUSY => "It is frozen already, or user space has it mapped writable or is writing it at this moment.",
            _ => $"A {Type} map cannot be frozen.",
        });
    }

    private BpfException PinFailure(string path, int errno)
    {
        string operation = $"pin map {Name} at {path}";
        return PrivilegeErrors.Explain(errno, operation, Capability.Bpf) ?? new(errno, operation, errno switch
        {
            Errno.EEXIST => "There is a file of that name: delete it first, or use it with UsePinned.",
            Errno.ENOENT => "The folder does not exist: create it.",
            Errno.EPERM or Errno.EINVAL when Path.GetFileName(path).Contains('.', StringComparison.Ordinal) => "Names of pinned files have no dots.",
            Errno.EPERM or Errno.EACCES => "The folder is not in a bpf file system, or this process may not write there: mount -t bpf bpf /sys/fs/bpf.",
            _ => "This is not expected.",
        });
    }
}
