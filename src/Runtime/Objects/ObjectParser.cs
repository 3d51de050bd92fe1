using System.Text;
using BpfSharp.Btf;
using BpfSharp.Elf;

namespace BpfSharp.Objects;

/// <summary>Makes an <see cref="ObjectSpec"/> of an ELF file. Lives for one call.</summary>
internal ref partial struct ObjectParser
{
    const string MapsSection = ".maps";
    const string TextSection = ".text";

    readonly ElfFile _elf;
    readonly Dictionary<int, CodeSection> _code = [];
    readonly Dictionary<int, MapSpec> _dataMaps = [];
    readonly Dictionary<ulong, MapSpec> _mapsByOffset = [];
    readonly Dictionary<string, ElfSymbol> _variables = new(StringComparer.Ordinal);
    readonly HashSet<int> _withGlobals = [];
    readonly Dictionary<string, int> _dataSectionTypes = new(StringComparer.Ordinal);
    readonly Dictionary<string, ExternSpec> _externs = new(StringComparer.Ordinal);
    readonly HashSet<string> _weak = new(StringComparer.Ordinal);
    readonly List<ConfigurationSpec> _configuration = [];
    readonly List<MapSpec> _maps = [];
    readonly List<GlobalSpec> _globals = [];
    readonly List<ProgramSpec> _programs = [];
    readonly Dictionary<string, CodeSection> _codeByName = new(StringComparer.Ordinal);
    readonly List<CodeSection> _coreSections = [];
    readonly List<(ElfSymbol Symbol, string Name)> _functions = [];
    BtfTypes? _types;
    MapSpec? _configurationMap;
    byte[] _btf = [];
    int _copied;
    readonly int _length;

    ObjectParser(ReadOnlySpan<byte> elf)
    {
        _elf = new ElfFile(elf);
        _length = elf.Length;
    }

    public static ObjectSpec Parse(ReadOnlySpan<byte> elf, string name, bool isCSharp)
    {
        var parser = new ObjectParser(elf);
        return parser.Read(name, isCSharp);
    }

    ObjectSpec Read(string name, bool isCSharp)
    {
        string license = "";
        ElfSection? maps = null;
        foreach (var section in _elf.Sections)
        {
            if (section.IsExecutable && section.Size > 0) AddCode(section);
            else if (section.Name == "license" && section.Size > 0) license = ReadLicense(section);
            else if (section.Name == MapsSection) maps = section;
            else Refuse(section);
        }
        ReadSymbols();
        ReadBtf();
        if (maps is not null) ReadMaps(maps);
        AddDataSections();
        AddConfigurationMap();
        AddGlobals();
        AddPrograms();
        foreach (var section in _elf.Sections) ReadRelocations(section);
        ReadExtended();
        return new ObjectSpec
        {
            Name = name,
            License = license,
            IsCSharp = isCSharp,
            Architecture = FindArchitecture(),
            Maps = _maps,
            Programs = _programs,
            Globals = _globals,
            Configuration = _configuration,
            ExternNames = _externs.Keys,
            Checks = isCSharp ? [] : ReadChecks(),
            Btf = _types is null ? null : new BtfBlob(_types),
            CodeSections = [.. _code.Values],
            CoreSections = _coreSections,
            Text = _codeByName.GetValueOrDefault(TextSection),
        };
    }

    /// <summary>What the object needs and this library cannot give is said here, not found out from a program that misbehaves.</summary>
    static void Refuse(ElfSection section)
    {
        if (section.Size == 0) return;
        if (section.Name == "maps" || section.Name.StartsWith("maps/", StringComparison.Ordinal))
            throw new BpfObjectFormatException("The object defines its maps in the old way (struct bpf_map_def)", section.Name, -1,
                "Define them in the section .maps, as libbpf 1.0 and later demand too.");
        if (section.Name.StartsWith(".struct_ops", StringComparison.Ordinal))
            throw new BpfObjectFormatException("The object has struct_ops programs, which are not supported yet", section.Name, -1, "Load it with libbpf or bpftool.");
        if (section.Name.StartsWith(".addr_space", StringComparison.Ordinal))
            throw new BpfObjectFormatException("The object keeps variables in an arena, which is not supported yet", section.Name, -1, "Move them to .bss or .data.");
    }

    void AddCode(ElfSection section)
    {
        if (section.Size % 8 != 0)
            throw new BpfObjectFormatException($"The code has {section.Size} bytes, which is not a number of 8-byte instructions", section.Name, -1, ElfFile.Rebuild);
        var code = new CodeSection(section.Name, section.Index, Copy(section));
        if (!_codeByName.TryAdd(section.Name, code)) throw ElfFile.Damaged($"There are two sections of code named {section.Name}", section.Offset);
        _code.Add(section.Index, code);
    }

    string ReadLicense(ElfSection section)
    {
        var bytes = _elf.Contents(section);
        int end = bytes.IndexOf((byte)0);
        if (end >= 0) bytes = bytes[..end];
        if (bytes.Length > 128)
            throw new BpfObjectFormatException("The licence is longer than 128 bytes", section.Name, 0, "Use one of the kernel's licence strings, such as \"Dual MIT/GPL\" or \"GPL\".");
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>
    /// Copies a section. Headers of a hostile file may all point at the same bytes, so that copies would multiply
    /// them: sections that do not overlap cannot have more bytes together than the file.
    /// </summary>
    byte[] Copy(ElfSection section)
    {
        var contents = _elf.Contents(section);
        _copied += contents.Length;
        if (_copied > _length || _copied < 0) throw ElfFile.Damaged($"Section {section.Index} ({section.Name}) overlaps with others", section.Offset);
        return contents.ToArray();
    }
}
