using System.Buffers.Binary;
using BpfSharp.Objects;

namespace BpfSharp.Btf;

/// <summary>The records of <c>.BTF.ext</c> by the name of the section they describe.</summary>
internal sealed class BtfExtended
{
    const string Section = ".BTF.ext";
    const string Rebuild = "The object is damaged: build it again.";
    const int MaximumRecord = 256;

    public Dictionary<string, ExtendedRecords> FunctionInfo { get; private init; } = [];
    public Dictionary<string, ExtendedRecords> LineInfo { get; private init; } = [];
    public Dictionary<string, ExtendedRecords> CoreRelocations { get; private init; } = [];

    /// <param name="bytes">Kept, not copied.</param>
    /// <param name="types">The object's BTF, which has the section names.</param>
    public static BtfExtended Parse(byte[] bytes, BtfTypes types)
    {
        if (bytes.Length < 24) throw Fail($".BTF.ext of {bytes.Length} bytes is shorter than its header", 0);
        if (BinaryPrimitives.ReadUInt16LittleEndian(bytes) != 0xEB9F) throw Fail(".BTF.ext does not start with 0xeb9f", 0);
        if (bytes[2] != 1) throw new BpfObjectFormatException($".BTF.ext version {bytes[2]} is not known", Section, 2, "Use a newer BpfSharp, or a compiler that writes version 1.");
        uint header = ReadUInt32(bytes, 4);
        if (header < 24 || header > bytes.Length) throw Fail($".BTF.ext header length {header} is not possible", 4);
        return new BtfExtended
        {
            FunctionInfo = ReadTable(bytes, header, 8, 8, types),
            LineInfo = ReadTable(bytes, header, 16, 16, types),
            CoreRelocations = header < 32 ? [] : ReadTable(bytes, header, 24, 16, types),
        };
    }

    /// <summary>One table: the size of its records, then for each section a name, a count and the records.</summary>
    static Dictionary<string, ExtendedRecords> ReadTable(byte[] bytes, uint header, int field, int minimumRecord, BtfTypes types)
    {
        var found = new Dictionary<string, ExtendedRecords>(StringComparer.Ordinal);
        long start = (long)header + ReadUInt32(bytes, field);
        uint length = ReadUInt32(bytes, field + 4);
        if (length == 0) return found;
        if (start + length > bytes.Length || length < 4) throw Fail($"A table of {length} bytes runs over the end of .BTF.ext", field);
        int at = (int)start;
        int end = at + (int)length;
        int recordSize = (int)ReadUInt32(bytes, at);
        if (recordSize < minimumRecord || recordSize > MaximumRecord || recordSize % 4 != 0)
            throw Fail($"Records of {recordSize} bytes are not possible", at);
        at += 4;
        while (at < end)
        {
            if (end - at < 8) throw Fail("A section's records begin too near to the end of their table", at);
            uint name = ReadUInt32(bytes, at);
            uint count = ReadUInt32(bytes, at + 4);
            at += 8;
            if (count == 0 || count > (uint)(end - at) / (uint)recordSize) throw Fail($"{count} records of {recordSize} bytes do not fit their table", at - 4);
            var records = new ReadOnlyMemory<byte>(bytes, at, (int)count * recordSize);
            if (!found.TryAdd(types.TextAt(name), new ExtendedRecords(records, recordSize)))
                throw Fail($"Section {types.TextAt(name)} has its records twice", at - 8);
            at += records.Length;
        }
        return found;
    }

    static uint ReadUInt32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
    static BpfObjectFormatException Fail(string problem, long offset) => new(problem, Section, offset, Rebuild);
}
