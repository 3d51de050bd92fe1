using System.Runtime.InteropServices;

namespace BpfSharp.Sys;

/// <summary><c>struct bpf_map_info</c> (linux/bpf.h): what the kernel tells of a map. Later fields are zero on older kernels.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MapInfo
{
    public uint Type;
    public uint Id;
    public uint KeySize;
    public uint ValueSize;
    public uint MaxEntries;
    public uint Flags;
    public ObjectName Name;
    public uint InterfaceIndex;
    public uint BtfVmlinuxValueTypeId;
    public ulong NamespaceDevice;
    public ulong NamespaceInode;
    public uint BtfId;
    public uint BtfKeyTypeId;
    public uint BtfValueTypeId;
    public uint BtfVmlinuxId;
    public ulong Extra;

    public static MapInfo Of(FileHandle map)
    {
        MapInfo info = default;
        if (ObjectInfo.Read(map, new Span<byte>(&info, sizeof(MapInfo))) == 0)
            throw new BpfException(Errno.EINVAL, "ask the kernel about a map", "The descriptor is not one of a map.");
        return info;
    }
}
