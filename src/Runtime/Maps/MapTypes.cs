using BpfSharp.Btf;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>The types that the kernel keeps of a map: those of the object that made it.</summary>
internal static unsafe class MapTypes
{
    public static BtfTypes Read(uint id, string path)
    {
        string operation = $"read the types of the map pinned at {path}";
        using var handle = Open(id, out int errno)
            ?? throw PrivilegeErrors.Explain(errno, operation, Capability.SysAdmin) ?? new BpfException(errno, operation, "This is not expected.");
        return Parse(handle, path);
    }

    /// <summary>
    /// The gaps of a map's key and the fields of its value that have a meaning of their own; none also where the kernel does not know, or does
    /// not tell this process.
    /// </summary>
    public static (int[]? KeyGaps, ValueFields Fields) Describe(in MapInfo info)
    {
        if (info.BtfId == 0 || info.BtfKeyTypeId == 0)
            return default;
        using var handle = Open(info.BtfId, out _);
        try
        {
            if (handle is null)
                return default;
            var types = Parse(handle, "a map's types");
            return (LayoutGaps.Of(types, (int)info.BtfKeyTypeId, (int)info.KeySize), ValueFieldsOf.Type(types, (int)info.BtfValueTypeId));
        }
        catch (BpfObjectFormatException)
        {
            return default; // a kind of type that is newer than this library
        }
    }

    private static FileHandle? Open(uint id, out int errno)
    {
        var attribute = new ObjectIdAttribute { Id = id };
        return BpfSyscall.Open(BpfCommand.BtfGetFdById, ref attribute, out errno);
    }

    private static BtfTypes Parse(FileHandle handle, string origin)
    {
        // struct bpf_btf_info begins with the address and the size of the room for the types.
        ulong* info = stackalloc ulong[4];
        Read(handle, info);
        byte[] bytes = new byte[(uint)info[1]];
        fixed (byte* room = bytes)
        {
            info[0] = (ulong)room;
            Read(handle, info);
        }

        return BtfTypes.Parse(bytes, origin);

        static void Read(FileHandle btf, ulong* info)
        {
            if (ObjectInfo.Read(btf, new Span<byte>(info, 16)) == 0)
                throw new BpfException(Errno.EINVAL, "read a map's types", "This is not expected.");
        }
    }
}
