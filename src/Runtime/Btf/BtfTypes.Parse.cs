using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace BpfSharp.Btf;

internal sealed partial class BtfTypes
{
    const ushort Magic = 0xEB9F;
    internal const int MinimumHeader = 24;
    const int RecordSize = 12;

    /// <summary>Checks the frame of a blob and finds its types. The names and references inside are checked when used.</summary>
    /// <param name="bytes">The blob; kept, not copied.</param>
    /// <param name="origin">For messages.</param>
    /// <param name="baseTypes">What a split blob continues.</param>
    public static BtfTypes Parse(byte[] bytes, string origin, BtfTypes? baseTypes = null)
    {
        const string damaged = "The type information is damaged: build the object again, or report it if a compiler wrote it so.";
        BpfObjectFormatException Fail(string problem, long offset) => new(problem, origin, offset, damaged);

        if (bytes.Length < MinimumHeader) throw Fail($"BTF of {bytes.Length} bytes is shorter than its header", 0);
        ushort magic = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        if (magic == BinaryPrimitives.ReverseEndianness(Magic))
            throw new BpfObjectFormatException("The BTF is big-endian", origin, 0, "Build for the bpfel target: only little-endian objects and kernels are supported.");
        if (magic != Magic) throw Fail($"BTF starts with 0x{magic:x4}, not 0xeb9f", 0);
        if (bytes[2] != 1)
            throw new BpfObjectFormatException($"BTF version {bytes[2]} is not known", origin, 2, "Use a newer BpfSharp, or a compiler that writes version 1.");

        uint headerLength = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4));
        if (headerLength < MinimumHeader || headerLength > bytes.Length) throw Fail($"BTF header length {headerLength} is not possible", 4);
        uint typesOffset = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8));
        uint typesLength = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(12));
        uint stringsOffset = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(16));
        uint stringsLength = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(20));
        long body = bytes.Length - headerLength;
        if ((long)typesOffset + typesLength > body) throw Fail($"BTF types ({typesLength} bytes at {typesOffset}) exceed the blob", 8);
        if ((long)stringsOffset + stringsLength > body) throw Fail($"BTF strings ({stringsLength} bytes at {stringsOffset}) exceed the blob", 16);

        int typesStart = (int)(headerLength + typesOffset);
        int stringsStart = (int)(headerLength + stringsOffset);
        // A split blob may have no strings of its own. Others begin with the empty string.
        if (stringsLength == 0 ? baseTypes is null : bytes[stringsStart + (int)stringsLength - 1] != 0 || (baseTypes is null && bytes[stringsStart] != 0))
            throw Fail("BTF strings do not begin and end with a zero byte", 16);

        int end = typesStart + (int)typesLength;
        int[] positions = new int[Math.Max(4, (int)typesLength / 32)];
        uint[] nameOffsets = new uint[positions.Length];
        int count = 0;
        int at = FindTypes(bytes, typesStart, end, ref positions, ref nameOffsets, ref count);
        if (at < 0) throw Fail($"BTF type {(baseTypes?.EndId ?? 1) + count} is of an unknown kind or runs over the end", ~at);
        Array.Resize(ref positions, count);
        Array.Resize(ref nameOffsets, count);
        return new BtfTypes(bytes, stringsStart, (int)stringsLength, positions, nameOffsets, baseTypes, origin);
    }

    /// <summary>Walks the records; returns the complement of the position of one that does not fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // one call, a long loop: tiering would come too late
    static int FindTypes(byte[] bytes, int start, int end, ref int[] positions, ref uint[] nameOffsets, ref int count)
    {
        var found = positions;
        var names = nameOffsets;
        int at = start;
        while (at < end)
        {
            if (end - at < RecordSize) return ~at;
            uint info = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 4));
            int tail = TailSize((BtfKind)(info >> 24 & 0x1f), (int)(info & 0xffff));
            if (tail < 0 || end - at - RecordSize < tail) return ~at;
            if (count == found.Length)
            {
                Array.Resize(ref found, found.Length * 2);
                Array.Resize(ref names, names.Length * 2);
            }
            names[count] = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
            found[count++] = at;
            at += RecordSize + tail;
        }
        (positions, nameOffsets) = (found, names);
        return at;
    }

    /// <summary>Bytes that follow the common record of a kind; -1 for kinds that do not exist.</summary>
    internal static int TailSize(BtfKind kind, int entries) => kind switch
    {
        BtfKind.Pointer or BtfKind.Forward or BtfKind.Typedef or BtfKind.Volatile or BtfKind.Const or BtfKind.Restrict
            or BtfKind.Function or BtfKind.Float or BtfKind.TypeTag => 0,
        BtfKind.Int or BtfKind.Variable or BtfKind.DeclarationTag => 4,
        BtfKind.Array => 12,
        BtfKind.Struct or BtfKind.Union or BtfKind.DataSection or BtfKind.Enum64 => 12 * entries,
        BtfKind.Enum or BtfKind.FunctionPrototype => 8 * entries,
        _ => -1,
    };
}
