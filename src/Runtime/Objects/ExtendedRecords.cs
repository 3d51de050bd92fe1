using System.Buffers.Binary;

namespace BpfSharp.Objects;

/// <summary>Records of one kind that <c>.BTF.ext</c> keeps for one section, as they are in the file, by ascending offset.</summary>
/// <param name="Bytes">Whole records, one after the other; each begins with its byte offset in the section.</param>
/// <param name="RecordSize">Bytes of one record; 0 when there are none.</param>
internal readonly record struct ExtendedRecords(ReadOnlyMemory<byte> Bytes, int RecordSize)
{
    public static ExtendedRecords None => new(ReadOnlyMemory<byte>.Empty, 0);
    public int Count => RecordSize == 0 ? 0 : Bytes.Length / RecordSize;
    public ReadOnlySpan<byte> this[int index] => Bytes.Span.Slice(index * RecordSize, RecordSize);
    public uint OffsetOf(int index) => BinaryPrimitives.ReadUInt32LittleEndian(this[index]);

    /// <summary>The index of the first record at or after an offset.</summary>
    public int FirstAt(uint offset)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (OffsetOf(middle) < offset) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
