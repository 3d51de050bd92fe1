using BpfSharp.Elf;

namespace BpfSharp.Objects;

internal ref partial struct ObjectParser
{
    const byte CallOpcode = 0x85;
    const byte LoadImmediateOpcode = 0x18;

    /// <summary>Reads the relocations of one ELF section that has some, if they concern what is loaded.</summary>
    readonly void ReadRelocations(ElfSection section)
    {
        if (section.Type is not (ElfSection.Relocations or ElfSection.RelocationsWithAddend) || section.Size == 0) return;
        if ((uint)section.Info >= (uint)_elf.Sections.Count)
            throw ElfFile.Damaged($"The relocations {section.Name} are for section {section.Info}, which does not exist", -1);
        var target = _elf.Sections[section.Info];
        if (target.Name == MapsSection)
            throw new BpfObjectFormatException("The object gives maps initial values (programs or inner maps), which is not supported yet", section.Name, 0,
                "Leave the values out and set them after loading.");
        if (_dataMaps.ContainsKey(target.Index))
            throw new BpfObjectFormatException($"The data section {target.Name} holds addresses, which a BPF object cannot have in its data", section.Name, 0,
                "Replace pointers in initialised data (arrays of strings, tables of functions) by the data itself.");
        if (!_code.TryGetValue(target.Index, out var code)) return; // debug information
        if (section.Type == ElfSection.RelocationsWithAddend)
            throw new BpfObjectFormatException("The relocations are of the form with addends, which BPF compilers do not write", section.Name, 0, ElfFile.Rebuild);
        if (code.Relocations.Length > 0)
            throw ElfFile.Damaged($"Section {target.Name} has two sections of relocations", section.Offset);

        var relocations = new CodeRelocation[ElfFile.RelocationCount(section)];
        for (int i = 0; i < relocations.Length; i++) relocations[i] = ReadRelocation(_elf.Relocation(section, i), code, section.Name);
        Array.Sort(relocations, static (a, b) => a.Offset.CompareTo(b.Offset));
        for (int i = 1; i < relocations.Length; i++)
            if (relocations[i].Offset == relocations[i - 1].Offset)
                throw new BpfObjectFormatException("One instruction is relocated twice", code.Name, relocations[i].Offset, ElfFile.Rebuild);
        code.Relocations = relocations;
    }

    readonly CodeRelocation ReadRelocation(ElfRelocation relocation, CodeSection code, string from)
    {
        ulong offset = relocation.Offset;
        if (offset % 8 != 0 || offset >= (ulong)code.Bytes.Length)
            throw new BpfObjectFormatException($"A relocation of {from} is outside of the code, or within an instruction", code.Name, (long)offset, ElfFile.Rebuild);
        byte opcode = code.Bytes[(int)offset];
        bool isCall = opcode == CallOpcode;
        if (!isCall && (opcode != LoadImmediateOpcode || offset + 16 > (ulong)code.Bytes.Length))
            throw new BpfObjectFormatException($"A relocation of {from} is for an instruction with opcode 0x{opcode:x2}, which has no address", code.Name, (long)offset, ElfFile.Rebuild);

        var symbol = _elf.Symbol(relocation.Symbol);
        if (symbol.IsUndefined)
        {
            var wanted = FindExtern(symbol, code, offset);
            if (wanted.Kind == ExternKind.Configuration && !isCall && _configuration.Find(value => value.Name == wanted.Name) is { } place)
                return new CodeRelocation((int)offset, CodeTarget.Data, place.Offset, _configurationMap);
            return new CodeRelocation((int)offset, isCall ? CodeTarget.ExternCall : CodeTarget.ExternAddress, 0, Extern: wanted);
        }
        if (symbol.Section < _elf.Sections.Count && symbol.Value <= int.MaxValue)
        {
            int value = (int)symbol.Value;
            var section = _elf.Sections[symbol.Section];
            if (section.Name == TextSection && _code.ContainsKey(section.Index) && value % 8 == 0)
                return new CodeRelocation((int)offset, isCall ? CodeTarget.Call : CodeTarget.FunctionAddress, value);
            if (!isCall && section.Name == MapsSection && _mapsByOffset.TryGetValue(symbol.Value, out var map))
                return new CodeRelocation((int)offset, CodeTarget.Map, value, map);
            if (!isCall && _dataMaps.TryGetValue(section.Index, out var data))
                return new CodeRelocation((int)offset, CodeTarget.Data, value, data);
        }
        throw Unusable(symbol, code, offset, isCall);
    }

    readonly BpfObjectFormatException Unusable(ElfSymbol symbol, CodeSection code, ulong offset, bool isCall)
    {
        string where = symbol.Section < _elf.Sections.Count ? _elf.Sections[symbol.Section].Name : $"the special section 0x{symbol.Section:x}";
        string name = _elf.NameOf(symbol);
        string problem = isCall ? $"The code calls {name} in {where}, but subprograms must be in .text"
            : $"The code refers to {name} in {where}, which is neither a map, nor a data section, nor a subprogram";
        return new BpfObjectFormatException(problem, code.Name, (long)offset,
            isCall ? "Leave the section attribute off the called function." : "Initialise the variable, so that it has a data section, or declare the map in .maps.");
    }
}
