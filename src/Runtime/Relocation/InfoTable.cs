using System.Buffers.Binary;

namespace BpfSharp.Objects;

/// <summary>The function or line records of a program that is being laid out. The kernel counts instructions, compilers bytes.</summary>
internal sealed class InfoTable(string what)
{
    const int InstructionSize = 8;
    byte[] _bytes = [];
    int _length;

    public int RecordSize { get; private set; }
    public int Count => RecordSize == 0 ? 0 : _length / RecordSize;

    /// <param name="records">Those of the function's whole section.</param>
    /// <param name="function">Whose records to take.</param>
    /// <param name="start">The function's first instruction in the program.</param>
    public void Append(ExtendedRecords records, ProgramSpec function, int start)
    {
        int first = records.FirstAt((uint)function.Offset);
        int last = records.FirstAt((uint)(function.Offset + function.Length));
        if (first == last)
        {
            if (start == 0) return;
            throw new BpfObjectFormatException($"The program has {what} records, but its subprogram {function.Name} has none", function.Section, function.Offset,
                "The kernel wants them for all functions or for none: build the whole object with -g, or strip .BTF.ext.");
        }
        if (last - first > function.Length / InstructionSize)
            throw new BpfObjectFormatException($"The function {function.Name} has more {what} records than instructions", function.Section, function.Offset, "The object is damaged: build it again.");
        RecordSize = records.RecordSize;
        var source = records.Bytes.Span[(first * RecordSize)..(last * RecordSize)];
        if (_bytes.Length < _length + source.Length) Array.Resize(ref _bytes, Math.Max(_length + source.Length, 2 * _bytes.Length));
        var target = _bytes.AsSpan(_length, source.Length);
        source.CopyTo(target);
        for (int at = 0; at < target.Length; at += RecordSize)
        {
            int offset = BinaryPrimitives.ReadInt32LittleEndian(target[at..]);
            BinaryPrimitives.WriteInt32LittleEndian(target[at..], start + (offset - function.Offset) / InstructionSize);
        }
        _length += source.Length;
    }

    public byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();
    public ExtendedRecords ToRecords() => new(_bytes.AsMemory(0, _length), RecordSize);
}
