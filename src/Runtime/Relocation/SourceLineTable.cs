using System.Buffers.Binary;
using BpfSharp.Btf;

namespace BpfSharp.Objects;

/// <summary>A place in the source that an instruction came from.</summary>
/// <param name="File">The path, as the compiler wrote it.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1; 0 when unknown.</param>
/// <param name="Raw">The line's text, to which the column belongs; empty when the object carries none.</param>
internal sealed record SourceLine(string File, int Line, int Column, string Raw)
{
    /// <summary>The line's text without what is around it.</summary>
    public string Text => Raw.Trim();

    public override string ToString() => Column > 0 ? $"{File}({Line},{Column})" : $"{File}({Line})";
}

/// <summary>Which source line each instruction of a linked program came from. Texts are made when asked for.</summary>
internal sealed class SourceLineTable
{
    readonly BtfTypes? _types;
    readonly ExtendedRecords _records;

    /// <param name="types">The object's BTF, which has the texts.</param>
    /// <param name="lineInfo">Line records of the linked program: offsets count instructions, ascending.</param>
    public SourceLineTable(BtfTypes? types, ExtendedRecords lineInfo)
    {
        _types = types;
        _records = types is null ? ExtendedRecords.None : lineInfo;
    }

    public int Count => _records.Count;

    /// <summary>The line of an instruction: that of the nearest record at or before it; null when there is none.</summary>
    public SourceLine? Find(int instructionIndex)
    {
        int at = instructionIndex < 0 ? -1 : _records.FirstAt((uint)instructionIndex + 1) - 1;
        return at < 0 ? null : this[at].Line;
    }

    /// <summary>A record: the first instruction it is for, and its line.</summary>
    public (int Start, SourceLine Line) this[int index]
    {
        get
        {
            var record = _records[index];
            uint position = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
            return ((int)_records.OffsetOf(index), new SourceLine(
                TextAt(BinaryPrimitives.ReadUInt32LittleEndian(record[4..])),
                (int)(position >> 10),
                (int)(position & 0x3ff),
                TextAt(BinaryPrimitives.ReadUInt32LittleEndian(record[8..]))));
        }
    }

    /// <summary>Line texts are for people: a damaged reference must not hide the error that is being explained.</summary>
    string TextAt(uint offset)
    {
        try { return _types!.TextAt(offset); }
        catch (BpfObjectFormatException) { return ""; }
    }
}
