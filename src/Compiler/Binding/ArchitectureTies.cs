using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Binding;

/// <summary>What ties a class to the machine it is compiled for; found while its programs are lowered.</summary>
internal sealed class ArchitectureTies(TargetArchitecture architecture)
{
    /// <summary>The machine whose saved registers are read.</summary>
    public TargetArchitecture Architecture { get; } = architecture;

    /// <summary>Whether a program reads the registers that the kernel saved, which every machine saves elsewhere.</summary>
    public bool ReadsRegisters { get; private set; }

    /// <summary>Whether the source names this machine's registers, so that it can mean no other machine.</summary>
    public bool NamesOwnRegisters { get; private set; }

    /// <summary>Whether the source names another machine's registers.</summary>
    public bool NamesOtherRegisters { get; private set; }

    /// <summary>Whether the object is right on one kind of machine only.</summary>
    public bool Any => ReadsRegisters || NamesOwnRegisters || NamesOtherRegisters;

    public void NoteRead() => ReadsRegisters = true;

    /// <summary>Takes note of a type the source uses; false for another machine's registers that are named for the first time.</summary>
    public bool Admits(ITypeSymbol? type)
    {
        if (RegisterLayout.Named(KnownNames.ApiName(type)) is not { } named)
            return true;
        bool isOwn = named == RegisterLayout.Of(Architecture), isNews = !isOwn && !NamesOtherRegisters;
        NamesOwnRegisters |= isOwn;
        NamesOtherRegisters |= !isOwn;
        return !isNews;
    }
}
