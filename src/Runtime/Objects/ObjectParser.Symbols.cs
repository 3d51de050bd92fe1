using BpfSharp.Elf;

namespace BpfSharp.Objects;

internal ref partial struct ObjectParser
{
    /// <summary>Collects functions and the variables that other files may name.</summary>
    void ReadSymbols()
    {
        for (int i = 1; i < _elf.SymbolCount; i++)
        {
            var symbol = _elf.Symbol(i);
            if (symbol.IsFunction && _code.ContainsKey(symbol.Section)) _functions.Add((symbol, _elf.NameOf(symbol)));
            else if (symbol.IsUndefined && symbol.IsWeak) _weak.Add(_elf.NameOf(symbol));
            else if (symbol.IsObject && !symbol.IsLocal && !symbol.IsUndefined) AddVariable(symbol, _elf.NameOf(symbol));
        }
    }

    readonly void AddVariable(ElfSymbol symbol, string name)
    {
        if (!_variables.TryAdd(name, symbol)) throw ElfFile.Damaged($"The variable {name} is defined twice", -1);
        if (!symbol.IsHidden) _withGlobals.Add(symbol.Section);
    }

    void AddGlobals()
    {
        foreach (var (name, symbol) in _variables)
        {
            if (!_dataMaps.TryGetValue(symbol.Section, out var section)) continue;
            if (symbol.Value > section.ValueSize || symbol.Size > section.ValueSize - symbol.Value)
                throw new BpfObjectFormatException($"The variable {name} ({symbol.Size} bytes) runs over the end of its section", section.Name, (long)symbol.Value, ElfFile.Rebuild);
            _globals.Add(new GlobalSpec(name, section, (int)symbol.Value, (int)symbol.Size));
        }
    }

    /// <summary>Functions of <c>.text</c> are subprograms; those of other sections are programs.</summary>
    void AddPrograms()
    {
        _functions.Sort((a, b) => (a.Symbol.Section, a.Symbol.Value).CompareTo((b.Symbol.Section, b.Symbol.Value)));
        var perSection = new Dictionary<int, List<ProgramSpec>>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (symbol, name) in _functions)
        {
            var code = _code[symbol.Section];
            var function = MakeFunction(symbol, name, code);
            if (!perSection.TryGetValue(symbol.Section, out var functions)) perSection[symbol.Section] = functions = [];
            functions.Add(function);
            if (code.Name == TextSection) continue;
            if (symbol.IsLocal)
                throw new BpfObjectFormatException($"The function {name} is static, but in a program section", code.Name, (long)symbol.Value,
                    "Make it global to load it as a program, or leave the section attribute off to call it as a subprogram.");
            if (!names.Add(name)) throw ElfFile.Damaged($"The program {name} is defined twice", -1);
            _programs.Add(function);
        }
        foreach (var (index, functions) in perSection) _code[index].Functions = [.. functions];
        if (_programs.Count == 0 && _functions is [var only]) _programs.Add(_code[only.Symbol.Section].Functions[0]);
    }

    static ProgramSpec MakeFunction(ElfSymbol symbol, string name, CodeSection code)
    {
        ulong available = (ulong)code.Bytes.Length;
        if (name.Length == 0) throw new BpfObjectFormatException("A function has no name", code.Name, (long)symbol.Value, ElfFile.Rebuild);
        if (symbol.Value > available || symbol.Size > available - symbol.Value || symbol.Value % 8 != 0 || symbol.Size % 8 != 0 || symbol.Size == 0)
            throw new BpfObjectFormatException($"The function {name} ({symbol.Size} bytes) does not fit its section of {available} bytes, or is not made of 8-byte instructions",
                code.Name, (long)symbol.Value, ElfFile.Rebuild);
        return new ProgramSpec
        {
            Name = name,
            Code = code,
            Offset = (int)symbol.Value,
            Length = (int)symbol.Size,
        };
    }
}
