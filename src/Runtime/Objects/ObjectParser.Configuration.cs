using System.Buffers.Binary;
using BpfSharp.Btf;

namespace BpfSharp.Objects;

/// <summary>
/// Values of the kernel's configuration: the compiler leaves it to the loader to lay them out, in a section that the file does not have.
/// </summary>
internal ref partial struct ObjectParser
{
    /// <summary>Places the values as libbpf does, the widest first, and writes the places into the object's types.</summary>
    void LayOutConfiguration(BtfType section)
    {
        List<(ConfigurationSpec Spec, int Align, int Variable)> values = [];
        for (int i = 0; i < section.Count; i++)
        {
            int id = section.SectionVariable(i).TypeId;
            var variable = _types![id];
            if (variable.Kind != BtfKind.Variable) throw DamagedBtf($"Entry {i} of {KernelConfiguration} is not a variable", section.Id);
            string name = _types.TextAt(variable.NameOffset);
            var (kind, align) = ConfigurationKind(variable, name);
            values.Add((new ConfigurationSpec(name, kind, _weak.Contains(name), 0, (int)_types.SizeOf(variable.TypeId)), align, id));
        }
        values.Sort(static (a, b) => (-a.Align, a.Spec.Size).CompareTo((-b.Align, b.Spec.Size)) is not 0 and var order ? order : string.CompareOrdinal(a.Spec.Name, b.Spec.Name));

        int position = _types!.PositionOf(section.Id), end = 0;
        for (int i = 0; i < values.Count; i++)
        {
            var (spec, align, variable) = values[i];
            int offset = (end + align - 1) / align * align;
            end = offset + spec.Size;
            _configuration.Add(spec with { Offset = offset });
            var entry = _btf.AsSpan(position + 12 + 12 * i, 12);
            BinaryPrimitives.WriteInt32LittleEndian(entry, variable);
            BinaryPrimitives.WriteInt32LittleEndian(entry[4..], offset);
            BinaryPrimitives.WriteInt32LittleEndian(entry[8..], spec.Size);
            // The kernel takes no externs: this is a variable of the object's from now on.
            BinaryPrimitives.WriteUInt32LittleEndian(_btf.AsSpan(_types.PositionOf(variable) + 12), 1);
        }
        BinaryPrimitives.WriteInt32LittleEndian(_btf.AsSpan(position + 8), end);
    }

    readonly (BpfExternKind Kind, int Align) ConfigurationKind(BtfType variable, string name)
    {
        const uint boolean = 4, signed = 1;
        const int longest = 4096;
        var type = _types!.SkipModifiers(variable.TypeId);
        long size = _types.SizeOf(type.Id);
        switch (type.Kind)
        {
            case BtfKind.Int when type.IntEncoding == boolean && size == 1:
                return (BpfExternKind.Boolean, 1);
            case BtfKind.Int when size == 1:
                return (BpfExternKind.Letter, 1);
            case BtfKind.Int when size is 2 or 4 or 8 && type.IntEncoding != boolean:
                return (type.IntEncoding == signed ? BpfExternKind.Signed : BpfExternKind.Unsigned, (int)size);
            case BtfKind.Enum when size == 4 && _types.NameEquals(type.NameOffset, "libbpf_tristate"):
                return (BpfExternKind.Tristate, 4);
            case BtfKind.Array when size is > 0 and <= longest && _types.SkipModifiers(type.ElementTypeId) is { Kind: BtfKind.Int, Size: 1 }:
                return (BpfExternKind.Text, 1);
            default:
                throw new BpfObjectFormatException($"The type of the configuration value {name}, {_types.Describe(type.Id)}, is none that such a value can have", KernelConfiguration, -1,
                    "Use bool, char, an integer, an array of char, or enum libbpf_tristate.");
        }
    }

    void AddConfigurationMap()
    {
        if (_configuration.Count == 0) return;
        var last = _configuration[^1];
        var map = new MapSpec
        {
            Name = KernelConfiguration,
            Index = _maps.Count,
            Type = ArrayMap,
            KeySize = 4,
            ValueSize = (uint)(last.Offset + last.Size),
            MaxEntries = 1,
            Flags = ReadOnlyForPrograms | Mappable,
            ValueTypeId = _dataSectionTypes.GetValueOrDefault(KernelConfiguration),
            IsDataSection = true,
            IsReadOnlyData = true,
        };
        _configurationMap = map;
        _maps.Add(map);
        foreach (var value in _configuration)
            _globals.Add(new GlobalSpec(value.Name, map, value.Offset, value.Size));
    }
}
