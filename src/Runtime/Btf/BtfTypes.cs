using System.Buffers.Binary;

namespace BpfSharp.Btf;

/// <summary>
/// A set of BTF types, perhaps split: on top of another set, whose ids and strings it continues. The kernel has
/// more than 100 000 types, so there are no objects for them: an index of positions, and views made on demand.
/// </summary>
internal sealed partial class BtfTypes
{
    readonly byte[] _bytes;
    readonly int _stringsStart;
    readonly int _stringsLength;
    readonly int[] _positions;
    readonly uint[] _nameOffsets;

    BtfTypes(byte[] bytes, int stringsStart, int stringsLength, int[] positions, uint[] nameOffsets, BtfTypes? baseTypes, string origin)
    {
        _bytes = bytes;
        _stringsStart = stringsStart;
        _stringsLength = stringsLength;
        _positions = positions;
        _nameOffsets = nameOffsets;
        Base = baseTypes;
        FirstId = baseTypes?.EndId ?? 1;
        FirstString = baseTypes is null ? 0 : baseTypes.FirstString + (uint)baseTypes._stringsLength;
        Origin = origin;
    }

    /// <summary>What messages call this set: <c>.BTF</c>, <c>vmlinux</c>.</summary>
    public string Origin { get; }
    public BtfTypes? Base { get; }

    /// <summary>The first id of this set's own types; 1 unless it is split.</summary>
    public int FirstId { get; }

    /// <summary>One past the last id.</summary>
    public int EndId => FirstId + _positions.Length;

    uint FirstString { get; }

    /// <summary>Where a type's record starts in the blob, for rewriting; only for own types.</summary>
    public int PositionOf(int id) => _positions[id - FirstId];

    /// <summary>The type of an id; id 0 is void.</summary>
    /// <exception cref="BpfObjectFormatException">There is no such type.</exception>
    public BtfType this[int id]
    {
        get
        {
            if (id == 0) return new BtfType(this, 0, 0, 0, 0, 0);
            if (id < FirstId && Base is not null && id > 0) return Base[id];
            int own = id - FirstId;
            if ((uint)own >= (uint)_positions.Length)
                throw Malformed($"Type id {(uint)id} does not exist, the last is {EndId - 1}", -1);
            int at = _positions[own];
            var record = _bytes.AsSpan(at, 12);
            return new BtfType(this, id, at,
                BinaryPrimitives.ReadUInt32LittleEndian(record),
                BinaryPrimitives.ReadUInt32LittleEndian(record[4..]),
                BinaryPrimitives.ReadUInt32LittleEndian(record[8..]));
        }
    }

    /// <summary>A string without its terminator.</summary>
    /// <exception cref="BpfObjectFormatException">The offset is outside of the strings.</exception>
    public ReadOnlySpan<byte> StringAt(uint offset)
    {
        if (offset < FirstString) return Base!.StringAt(offset);
        uint own = offset - FirstString;
        if (own >= (uint)_stringsLength)
            throw Malformed($"String offset 0x{offset:x} is outside of the {_stringsLength} bytes of strings", -1);
        var rest = _bytes.AsSpan(_stringsStart + (int)own, _stringsLength - (int)own);
        return rest[..rest.IndexOf((byte)0)]; // the last byte is known to be zero
    }

    internal uint ReadUInt32(int position) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(position, 4));

    internal BpfObjectFormatException Malformed(string problem, long offset)
        => new(problem, Origin, offset, "The type information is damaged: build the object again, or report it if a compiler wrote it so.");
}
