using System.Buffers.Binary;
using BpfSharp.Btf;
using BpfSharp.Elf;

namespace BpfSharp.Objects;

internal ref partial struct ObjectParser
{
    const string BtfSection = ".BTF";
    const string KernelSymbols = ".ksyms";
    const string KernelConfiguration = ".kconfig";

    /// <summary>Reads the types and writes into them what the compiler leaves to the loader: data section layouts.</summary>
    void ReadBtf()
    {
        if (_elf.FindSection(BtfSection) is not { Size: > 0 } section) return;
        _btf = Copy(section);
        _types = BtfTypes.Parse(_btf, BtfSection);
        for (int id = _types.FirstId; id < _types.EndId; id++)
            if (_types[id].Kind == BtfKind.DataSection) FixDataSection(id);
        HideFunctions();
        if (_dataSectionTypes.TryGetValue(KernelSymbols, out int symbols))
        {
            _btf = ExternTypes.MakeLoadable(_btf, _types, symbols);
            _types = BtfTypes.Parse(_btf, BtfSection);
        }
    }

    void FixDataSection(int id)
    {
        var type = _types![id];
        string name = _types.TextAt(type.NameOffset);
        if (!_dataSectionTypes.TryAdd(name, id)) throw DamagedBtf($"The data section {name} is described twice", id);
        if (name is KernelSymbols or KernelConfiguration)
        {
            AddExterns(type, isConfiguration: name == KernelConfiguration);
            if (name == KernelConfiguration) LayOutConfiguration(type);
            return;
        }
        if (_elf.FindSection(name) is not { Size: > 0 } section) throw DamagedBtf($"The data section {name} is described, but the object has none", id);
        int position = _types.PositionOf(id);
        bool laidOut = type.Size != 0;
        if (!laidOut) BinaryPrimitives.WriteInt32LittleEndian(_btf.AsSpan(position + 8), section.Size);

        var entries = new (uint Offset, int Type, uint Size)[type.Count];
        for (int i = 0; i < entries.Length; i++)
        {
            var (typeId, offset, size) = type.SectionVariable(i);
            var variable = _types[typeId];
            if (variable.Kind != BtfKind.Variable) throw DamagedBtf($"Entry {i} of the data section {name} is not a variable", id);
            if (variable.VariableLinkage == 1) offset = PlaceVariable(variable, section, laidOut ? offset : null);
            entries[i] = (offset, typeId, size);
        }
        Array.Sort(entries); // the kernel wants them by offset
        for (int i = 0; i < entries.Length; i++)
        {
            var bytes = _btf.AsSpan(position + 12 + 12 * i, 12);
            BinaryPrimitives.WriteInt32LittleEndian(bytes, entries[i].Type);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], entries[i].Offset);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], entries[i].Size);
        }
    }

    /// <summary>A global variable's offset, which only its symbol knows unless a BPF linker has been at work.</summary>
    readonly uint PlaceVariable(BtfType variable, ElfSection section, uint? known)
    {
        string name = _types!.TextAt(variable.NameOffset);
        if (!_variables.TryGetValue(name, out var symbol) || symbol.Section != section.Index)
            throw DamagedBtf($"The variable {name} has no symbol in {section.Name}", variable.Id);
        // A hidden variable counts as static: it is private to the object.
        if (symbol.IsHidden) BinaryPrimitives.WriteUInt32LittleEndian(_btf.AsSpan(_types.PositionOf(variable.Id) + 12), 0);
        return known ?? (uint)symbol.Value;
    }

    /// <summary>Hidden subprograms become static, so that the verifier checks them in the context of their callers.</summary>
    readonly void HideFunctions()
    {
        HashSet<string>? hidden = null;
        foreach (var (symbol, name) in _functions)
            if (symbol.IsHidden && !symbol.IsLocal) (hidden ??= new(StringComparer.Ordinal)).Add(name);
        if (hidden is null) return;
        for (int id = _types!.FirstId; id < _types.EndId; id++)
            if (_types[id].Kind == BtfKind.Function && hidden.Contains(_types.TextAt(_types[id].NameOffset)))
                BinaryPrimitives.WriteUInt16LittleEndian(_btf.AsSpan(_types.PositionOf(id) + 4), 0);
    }

    readonly BpfObjectFormatException DamagedBtf(string problem, int id)
        => new(problem, BtfSection, _types!.PositionOf(id), ElfFile.Rebuild);
}
