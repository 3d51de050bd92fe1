using System.Buffers.Binary;

namespace BpfSharp.Btf;

internal sealed partial class BtfTypes
{
    /// <summary>
    /// A copy of the blob with records more at the end of its types (they get the ids from <see cref="EndId"/>). The
    /// copy has the plain layout, header, types, strings; anything newer between them is left out.
    /// </summary>
    public byte[] Append(ReadOnlySpan<uint> records)
    {
        int typesLength = (int)ReadUInt32(12);
        int grown = typesLength + 4 * records.Length;
        byte[] copy = new byte[MinimumHeader + grown + _stringsLength];
        _bytes.AsSpan(0, MinimumHeader).CopyTo(copy);
        _bytes.AsSpan(TypesStart, typesLength).CopyTo(copy.AsSpan(MinimumHeader));
        for (int i = 0; i < records.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(MinimumHeader + typesLength + 4 * i), records[i]);
        _bytes.AsSpan(_stringsStart, _stringsLength).CopyTo(copy.AsSpan(MinimumHeader + grown));
        WriteHeader(copy, grown);
        return copy;
    }

    /// <summary>A copy of the blob in the plain layout.</summary>
    public byte[] ToBytes() => Append([]);

    /// <summary>Where the types begin in the blob.</summary>
    public int TypesStart => (int)(ReadUInt32(4) + ReadUInt32(8));

    void WriteHeader(Span<byte> header, int typesLength)
    {
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], MinimumHeader);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], 0);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], typesLength);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], typesLength);
        BinaryPrimitives.WriteInt32LittleEndian(header[20..], _stringsLength);
    }
}
