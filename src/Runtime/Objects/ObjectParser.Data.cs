using BpfSharp.Elf;

namespace BpfSharp.Objects;

internal ref partial struct ObjectParser
{
    const uint ArrayMap = 2;
    const uint ReadOnlyForPrograms = 1 << 7;
    const uint Mappable = 1 << 10;

    void AddDataSections()
    {
        foreach (var section in _elf.Sections)
        {
            bool readOnly = IsSection(section.Name, ".rodata");
            bool zero = IsSection(section.Name, ".bss");
            if (section.Size == 0 || !(readOnly || zero || IsSection(section.Name, ".data"))) continue;
            if (zero != (section.Type == ElfSection.NoBits) || (!zero && section.Type != ElfSection.ProgramBits))
                throw new BpfObjectFormatException($"A data section has the ELF type {section.Type}, which does not fit its name", section.Name, -1, ElfFile.Rebuild);
            var map = new MapSpec
            {
                Name = section.Name,
                Index = _maps.Count,
                Type = ArrayMap,
                KeySize = 4,
                ValueSize = (uint)section.Size,
                MaxEntries = 1,
                // Sections of which other files may name a variable can be mapped into user space; others hold only
                // the compiler's constants and statics, and stay as closed as libbpf leaves them.
                Flags = (readOnly ? ReadOnlyForPrograms : 0) | (_withGlobals.Contains(section.Index) ? Mappable : 0),
                ValueTypeId = _dataSectionTypes.GetValueOrDefault(section.Name),
                IsDataSection = true,
                IsReadOnlyData = readOnly,
                InitialContents = zero ? null : Copy(section),
            };
            _dataMaps.Add(section.Index, map);
            _maps.Add(map);
        }
    }

    static bool IsSection(string name, string prefix)
        => name.StartsWith(prefix, StringComparison.Ordinal) && (name.Length == prefix.Length || name[prefix.Length] == '.');
}
