using BpfSharp.Btf;
using BpfSharp.Elf;

namespace BpfSharp.Objects;

internal ref partial struct ObjectParser
{
    /// <summary>Reads the map definitions, which are types, not data: the variables' bytes are all zero.</summary>
    readonly void ReadMaps(ElfSection section)
    {
        if (section.Size == 0) return;
        if (_types is null || !_dataSectionTypes.TryGetValue(MapsSection, out int sectionId))
            throw new BpfObjectFormatException("The object has maps, but no BTF that describes them", section.Name, -1,
                "Build it with debug information (clang -g) and do not strip .BTF.");
        var names = new HashSet<string>(StringComparer.Ordinal);
        var type = _types[sectionId];
        for (int i = 0; i < type.Count; i++)
        {
            var (typeId, offset, size) = type.SectionVariable(i);
            var variable = _types[typeId];
            string name = _types.TextAt(variable.NameOffset);
            if (variable.VariableLinkage != 1)
                throw new BpfObjectFormatException($"The map {name} is static, hidden or extern", section.Name, offset, "Make the variable global.");
            if (offset > (uint)section.Size || size > (uint)section.Size - offset)
                throw new BpfObjectFormatException($"The map {name} runs over the end of its section", section.Name, offset, ElfFile.Rebuild);
            if (!names.Add(name)) throw DamagedBtf($"The map {name} is defined twice", typeId);
            var map = new MapDefinition(_types, name).Read(variable.TypeId, _maps.Count, isInner: false);
            if (!_mapsByOffset.TryAdd(offset, map))
                throw new BpfObjectFormatException($"The maps {name} and {_mapsByOffset[offset].Name} are at one place", section.Name, offset, ElfFile.Rebuild);
            _maps.Add(map);
        }
    }
}
