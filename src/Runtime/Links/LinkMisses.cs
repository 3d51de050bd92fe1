using System.Buffers.Binary;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>What the kernel has counted that a program did not run for.</summary>
internal static class LinkMisses
{
    // struct bpf_link_info: type, id, prog_id, then at 16 for a perf event its type, at 24 for a kprobe func_name, name_len, offset, addr, missed.
    private const int EventType = 16;
    private const int KprobeMissed = 48;
    private const uint EventKprobe = 3, EventKretprobe = 4;

    // Of a link on many functions at 16: addrs, count, flags, missed.
    private const int MultiMissed = 32;

    // struct bpf_prog_info.
    private const int RecursionMisses = 208;

    /// <summary>Of a kprobe's link (6.7); null when the kernel does not tell or the link is something else.</summary>
    public static ulong? Read(FileHandle link)
    {
        Span<byte> info = stackalloc byte[KprobeMissed + sizeof(ulong)];
        info.Clear();
        if (ObjectInfo.Read(link, info) < info.Length)
            return null;
        return BinaryPrimitives.ReadUInt32LittleEndian(info[EventType..]) is EventKprobe or EventKretprobe
            ? BinaryPrimitives.ReadUInt64LittleEndian(info[KprobeMissed..])
            : null;
    }

    /// <summary>Of a link on many functions (6.7); null when the kernel does not tell.</summary>
    public static ulong? ReadMulti(FileHandle link)
    {
        // Both counts came with the same kernel, and that of single kprobes made the whole as long as this.
        Span<byte> info = stackalloc byte[KprobeMissed + sizeof(ulong)];
        info.Clear();
        return ObjectInfo.Read(link, info) < info.Length ? null : BinaryPrimitives.ReadUInt64LittleEndian(info[MultiMissed..]);
    }

    /// <summary>Of a program, because it was running already on that CPU (5.12; for kprobes 6.7); null when the kernel does not tell.</summary>
    public static ulong? OfRecursion(FileHandle program)
    {
        Span<byte> info = stackalloc byte[RecursionMisses + sizeof(ulong)];
        info.Clear();
        return ObjectInfo.Read(program, info) < info.Length ? null : BinaryPrimitives.ReadUInt64LittleEndian(info[RecursionMisses..]);
    }
}
