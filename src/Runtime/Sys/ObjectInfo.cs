using System.Runtime.InteropServices;

namespace BpfSharp.Sys;

/// <summary>Asks the kernel about what a descriptor stands for (<c>BPF_OBJ_GET_INFO_BY_FD</c>, kernel 4.13).</summary>
internal static unsafe class ObjectInfo
{
    /// <summary>struct bpf_prog_info, bpf_map_info and bpf_link_info all begin with a type and an id.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Head
    {
        public uint Type;
        public uint Id;
    }

    /// <summary>Reads as much as the kernel has of what is asked for; gives that length, 0 when it will not tell.</summary>
    public static int Read(FileHandle handle, Span<byte> info)
    {
        fixed (byte* pointer = info)
        {
            var attribute = new ObjectInfoAttribute { Fd = (uint)handle.Fd, InfoLength = (uint)info.Length, Info = (ulong)pointer };
            return BpfSyscall.Call(BpfCommand.ObjectGetInfo, ref attribute) < 0 ? 0 : (int)attribute.InfoLength;
        }
    }

    /// <summary>The id of a map, program or link; 0 when the kernel will not tell.</summary>
    public static int Id(FileHandle handle)
    {
        Head head = default;
        var attribute = new ObjectInfoAttribute { Fd = (uint)handle.Fd, InfoLength = (uint)sizeof(Head), Info = (ulong)&head };
        return BpfSyscall.Call(BpfCommand.ObjectGetInfo, ref attribute) < 0 ? 0 : (int)head.Id;
    }
}
