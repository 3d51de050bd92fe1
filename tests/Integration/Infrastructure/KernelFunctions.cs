using System.Buffers.Binary;
using System.Text;

namespace BpfSharp.Integration.Infrastructure;

/// <summary>Finds functions and structs in the kernel's BTF: just enough of a reader to not need the library's.</summary>
static class KernelFunctions
{
    const int KindStruct = 4, KindFunction = 12;

    /// <summary>The BTF id of a kernel function, or null.</summary>
    public static int? FindId(string name) => Find(KindFunction, name)?.Id;

    /// <summary>The BTF id and the size of a kernel struct, or null.</summary>
    public static (int Id, int Size)? FindStruct(string name) => Find(KindStruct, name);

    static (int Id, int Size)? Find(int wantedKind, string name)
    {
        byte[] btf = File.ReadAllBytes("/sys/kernel/btf/vmlinux");
        int header = Int(btf, 4);
        ReadOnlySpan<byte> types = btf.AsSpan(header + Int(btf, 8), Int(btf, 12));
        ReadOnlySpan<byte> strings = btf.AsSpan(header + Int(btf, 16), Int(btf, 20));
        byte[] wanted = Encoding.ASCII.GetBytes(name + '\0');

        int id = 0;
        for (int at = 0; at < types.Length;)
        {
            id++;
            int info = Int(types, at + 4), kind = (info >> 24) & 0x1f, count = info & 0xffff;
            if (kind == wantedKind && strings[Int(types, at)..].StartsWith(wanted))
                return (id, Int(types, at + 8));
            at += 12 + TailSize(kind, count);
        }
        return null;
    }

    // Documentation/bpf/btf.rst, "Type Encoding": what follows the common 12 bytes.
    static int TailSize(int kind, int count) => kind switch
    {
        1 or 14 or 17 => 4,                 // INT, VAR, DECL_TAG
        3 => 12,                            // ARRAY
        4 or 5 or 15 or 19 => 12 * count,   // STRUCT, UNION, DATASEC, ENUM64
        6 or 13 => 8 * count,               // ENUM, FUNC_PROTO
        2 or 7 or 8 or 9 or 10 or 11 or 12 or 16 or 18 => 0,
        _ => throw new InvalidDataException($"BTF kind {kind} is not known here: add it to {nameof(KernelFunctions)}"),
    };

    static int Int(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadInt32LittleEndian(bytes[offset..]);
}
