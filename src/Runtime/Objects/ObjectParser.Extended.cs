using System.Buffers.Binary;
using BpfSharp.Btf;
using BpfSharp.Elf;

namespace BpfSharp.Objects;

internal ref partial struct ObjectParser
{
    /// <summary>Gives each section of code its function and line records and its CO-RE relocations.</summary>
    void ReadExtended()
    {
        if (_types is null || _elf.FindSection(".BTF.ext") is not { Size: > 0 } section) return;
        var extended = BtfExtended.Parse(Copy(section), _types);
        foreach (var code in _code.Values)
        {
            if (extended.FunctionInfo.TryGetValue(code.Name, out var functions)) code.FunctionInfo = Sort(functions);
            if (extended.LineInfo.TryGetValue(code.Name, out var lines)) code.LineInfo = Sort(lines);
        }
        foreach (var (name, records) in extended.CoreRelocations)
        {
            // Sections that a linker dropped may still have records; without code they mean nothing.
            if (!_codeByName.TryGetValue(name, out var code)) continue;
            code.CoreRelocations = ReadCore(Sort(records), code);
            _coreSections.Add(code);
        }
    }

    static CoreRelocation[] ReadCore(ExtendedRecords records, CodeSection code)
    {
        var found = new CoreRelocation[records.Count];
        for (int i = 0; i < found.Length; i++)
        {
            var record = records[i];
            uint offset = BinaryPrimitives.ReadUInt32LittleEndian(record);
            if (offset % 8 != 0 || offset >= (uint)code.Bytes.Length)
                throw new BpfObjectFormatException("A CO-RE relocation is outside of the code, or within an instruction", code.Name, offset, ElfFile.Rebuild);
            if (i > 0 && found[i - 1].Offset == offset) throw new BpfObjectFormatException("One instruction has two CO-RE relocations", code.Name, offset, ElfFile.Rebuild);
            found[i] = new CoreRelocation((int)offset, BinaryPrimitives.ReadInt32LittleEndian(record[4..]),
                BinaryPrimitives.ReadUInt32LittleEndian(record[8..]), BinaryPrimitives.ReadUInt32LittleEndian(record[12..]));
        }
        return found;
    }

    /// <summary>Compilers write the records by ascending offset; a linker may not. The kernel and the linker here rely on it.</summary>
    static ExtendedRecords Sort(ExtendedRecords records)
    {
        var offsets = new uint[records.Count];
        bool sorted = true;
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] = records.OffsetOf(i);
            sorted &= i == 0 || offsets[i] >= offsets[i - 1];
        }
        if (sorted) return records;
        var order = new int[offsets.Length];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(offsets, order);
        var bytes = new byte[records.Bytes.Length];
        for (int i = 0; i < order.Length; i++) records[order[i]].CopyTo(bytes.AsSpan(i * records.RecordSize));
        return new ExtendedRecords(bytes, records.RecordSize);
    }
}
