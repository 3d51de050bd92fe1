using System.Runtime.InteropServices;
using BpfSharp.Objects;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>Creates maps in the kernel, leaving out what it does not know.</summary>
internal static class MapCreator
{
    public static void Create(KernelMap map, string objectName, FileHandle? btf)
    {
        var handle = Create(map.Spec, map.Name, objectName, btf, out uint maxEntries, map.Fields);
        map.SetCreated(handle, maxEntries);
    }

    /// <summary>Creates a map that belongs to no object.</summary>
    public static KernelMap CreateAlone(MapSpec spec)
    {
        MemoryLock.RaiseIfNeeded();
        var map = new KernelMap(spec);
        Create(map, "", null);
        return map;
    }

    private static FileHandle Create(MapSpec spec, string name, string objectName, FileHandle? btf, out uint maxEntries, ValueFields fields = ValueFields.None)
    {
        if (spec.Pinning != 0)
            throw new BpfException(0, $"create map {name}", "The object asks for it to be pinned in the bpf file system. BpfSharp pins nothing, so that nothing outlives the process: remove the pinning.");
        if ((fields & ValueFields.Reference) != 0 && !KernelFeatures.Probe(BpfFeature.KernelReferences))
            throw new BpfUnsupportedException(BpfFeature.KernelReferences, 0, $"create map {name}", "References to the kernel's objects in elements of maps (BpfKptr, __kptr) need kernel 6.4; before, such a pointer kept nothing alive.");
        using var inner = spec.InnerMap is { } template ? Create(template, template.Name, objectName, null, out _) : null;
        maxEntries = Capacity(spec);
        var attribute = new MapCreateAttribute
        {
            Type = spec.Type,
            KeySize = spec.KeySize,
            ValueSize = spec.ValueSize,
            MaxEntries = maxEntries,
            Flags = Flags(spec),
            InnerMapFd = inner is null ? 0 : (uint)inner.Fd,
            NumaNode = spec.NumaNode,
            Extra = spec.MapExtra,
        };
        if (KernelFeatures.Probe(BpfFeature.ObjectNames))
            attribute.Name = ObjectName.From(KernelName(spec, name, objectName));
        if (btf is not null && (spec.KeyTypeId != 0 || spec.ValueTypeId != 0))
        {
            attribute.BtfFd = (uint)btf.Fd;
            attribute.BtfKeyTypeId = (uint)spec.KeyTypeId;
            attribute.BtfValueTypeId = (uint)spec.ValueTypeId;
        }

        var handle = BpfSyscall.Open(BpfCommand.MapCreate, ref attribute, out int errno);
        if (handle is null && attribute.BtfFd != 0 && fields == ValueFields.None)
        {
            // Many map types take no type information, or the kernel does not know a kind in it; only dumps lose by this.
            attribute.BtfFd = attribute.BtfKeyTypeId = attribute.BtfValueTypeId = 0;
            handle = BpfSyscall.Open(BpfCommand.MapCreate, ref attribute, out errno);
        }

        return handle ?? throw Failure(spec, name, maxEntries, errno);
    }

    /// <summary>The flags that a map is made with.</summary>
    internal static uint Flags(MapSpec spec)
    {
        const uint readOnlyProgram = (uint)BpfMapFlags.ReadOnlyProgram;
        if (!spec.IsDataSection)
            return spec.Flags;
        return spec.IsReadOnlyData
            ? (spec.Flags & ~(uint)BpfMapFlags.Mappable) | readOnlyProgram
            : spec.Flags | (uint)BpfMapFlags.Mappable;
    }

    /// <summary>The capacity that a map is made with.</summary>
    internal static uint Capacity(MapSpec spec) => (BpfMapType)spec.Type switch
    {
        // A size that fits one machine's pages may not fit another's: round up to what this kernel takes.
        BpfMapType.RingBuffer or BpfMapType.UserRingBuffer when spec.MaxEntries is > 0 and <= 1u << 31 =>
            (uint)Math.Max(System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)spec.MaxEntries), (ulong)Environment.SystemPageSize),
        BpfMapType.PerfEventArray when spec.MaxEntries == 0 => (uint)CpuTopology.PossibleCount,
        _ => spec.MaxEntries,
    };

    /// <summary>Data sections are called after the object, as other loaders do: <c>CloneProb.bss</c>.</summary>
    private static string KernelName(MapSpec spec, string name, string objectName)
    {
        const int longest = 15;
        if (!spec.IsDataSection || name.Length >= longest)
            return name;
        return objectName[..Math.Min(objectName.Length, longest - name.Length)] + name;
    }

    private static bool IsMissing(BpfMapType type)
    {
        try
        {
            return !KernelFeatures.IsSupported(type);
        }
        catch (NotSupportedException)
        {
            return false; // nobody knows
        }
    }

    private static BpfException Failure(MapSpec spec, string name, uint maxEntries, int errno)
    {
        var type = (BpfMapType)spec.Type;
        string operation = $"create map {name} ({type}, keys of {spec.KeySize} bytes, values of {spec.ValueSize}, {maxEntries} entries)";
        if (PrivilegeErrors.Explain(errno, operation, Capability.Bpf) is { } lacking)
            return lacking;
        if (type == BpfMapType.RingBuffer && !KernelFeatures.Probe(BpfFeature.RingBuffer))
            return new BpfUnsupportedException(BpfFeature.RingBuffer, errno, operation, "Ring buffers need kernel 5.8.");
        if (spec.IsDataSection && !spec.IsReadOnlyData && !KernelFeatures.Probe(BpfFeature.MappableArrays))
            return new BpfUnsupportedException(BpfFeature.MappableArrays, errno, operation, "Global variables need kernel 5.5.");
        return new(errno, operation, errno switch
        {
            Errno.EPERM when !KernelFeatures.Probe(BpfFeature.CgroupMemoryAccounting) =>
                "The limit of locked memory is too low, and this process may not raise it (CAP_SYS_RESOURCE): run it with ulimit -l unlimited.",
            Errno.EPERM => "The kernel refused although the capabilities are there: a security module or a container's seccomp filter may forbid bpf(2)." + PrivilegeErrors.Lockdown(),
            Errno.ENOMEM or Errno.E2BIG => MapSizes.Explain(spec, maxEntries),
            Errno.EINVAL when IsMissing(type) => $"This kernel has no {type} maps: see BpfMapType for the first that has them.",
            Errno.EINVAL => "The kernel does not know this kind of map, or not with these sizes and flags: check MaxEntries (at least 1), the flags, and the kernel's version against BpfMapType's.",
            Errno.ENOSYS => "The kernel was built without bpf(2) (CONFIG_BPF_SYSCALL).",
            _ => "This is not expected.",
        });
    }
}
