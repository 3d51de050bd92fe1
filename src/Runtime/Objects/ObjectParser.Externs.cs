using BpfSharp.Btf;
using BpfSharp.Elf;

namespace BpfSharp.Objects;

internal ref partial struct ObjectParser
{
    /// <summary>Notes what the object wants of the kernel.</summary>
    readonly void AddExterns(BtfType section, bool isConfiguration)
    {
        for (int i = 0; i < section.Count; i++)
        {
            var type = _types![section.SectionVariable(i).TypeId];
            if (type.Kind is not (BtfKind.Variable or BtfKind.Function))
                throw DamagedBtf($"Entry {i} of the extern section is neither a variable nor a function", section.Id);
            string name = _types.TextAt(type.NameOffset);
            var kind = type.Kind == BtfKind.Function ? ExternKind.Function
                : isConfiguration ? ExternKind.Configuration
                : _types.SkipModifiers(type.TypeId).Kind == BtfKind.Void ? ExternKind.Address
                : ExternKind.Variable;
            _externs[name] = new ExternSpec(name, IsWeak: false, kind);
        }
    }

    readonly ExternSpec FindExtern(ElfSymbol symbol, CodeSection code, ulong offset)
    {
        string name = _elf.NameOf(symbol);
        if (!_externs.TryGetValue(name, out var found))
            throw new BpfObjectFormatException($"The code refers to {name}, which the object does not define", code.Name, (long)offset,
                "Define it, or declare it in .ksyms when it is the kernel's. A BPF object cannot refer to a library.");
        return found with { IsWeak = symbol.IsWeak };
    }
}
