using System.Collections.Immutable;
using BpfSharp.Compiler.Ir;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Binding;

/// <summary>A <c>[BpfObject]</c> class understood: which of its members are maps, globals and programs.</summary>
internal sealed class BoundObject(INamedTypeSymbol type, string license)
{
    public INamedTypeSymbol Type { get; } = type;
    public string License { get; } = license;
    public List<BoundMap> Maps { get; } = [];
    public List<BoundGlobal> Globals { get; } = [];
    public List<BoundProgram> Programs { get; } = [];
    public List<BoundKernelFunction> KernelFunctions { get; } = [];

    /// <summary>Members that were meant as maps or globals and found wrong: their uses need no second message.</summary>
    public List<ISymbol> Refused { get; } = [];

    /// <summary>Whether any map's values have timers or locks; copies are looked at only then.</summary>
    public bool HasValueFields { get; set; }

    public bool IsRefused(ISymbol property) =>
        Refused.Exists(refused => SymbolEqualityComparer.Default.Equals(refused, Definition(property)));

    public BoundMap? FindMap(ISymbol property) =>
        Maps.Find(map => SymbolEqualityComparer.Default.Equals(map.Property, Definition(property)));

    public BoundGlobal? FindGlobal(ISymbol property) =>
        Globals.Find(global => SymbolEqualityComparer.Default.Equals(global.Property, Definition(property)));

    public BoundKernelFunction? FindKernelFunction(IMethodSymbol method) =>
        KernelFunctions.Find(function => SymbolEqualityComparer.Default.Equals(function.Method, method.PartialDefinitionPart ?? method));

    // Both halves of a partial property are symbols; the user's is the one that was bound.
    private static ISymbol Definition(ISymbol symbol) =>
        symbol is IPropertySymbol { PartialDefinitionPart: { } definition } ? definition : symbol;
}

internal sealed record BoundMap(
    IPropertySymbol Property, int Index, MapKind Kind, ITypeSymbol? Key, ITypeSymbol Value, uint MaxEntries, uint Flags, IrMap Ir)
{
    /// <summary>For a map of maps, what the inner ones are like.</summary>
    public BoundMap? Inner { get; init; }

    /// <summary>For an inner map that a program found: where its address is. Other maps are known by name.</summary>
    public IrValue? Holder { get; init; }

    /// <summary>Bytes; 0 where the map type has no key.</summary>
    public int KeySize { get; init; }

    /// <summary>The timers and locks that its values have.</summary>
    public ImmutableArray<Types.ValueField> Fields { get; init; } = [];

    /// <summary>Bytes; 0 where the map type has no value.</summary>
    public int ValueSize { get; init; }
}

internal sealed record BoundGlobal(
    IPropertySymbol Property, ITypeSymbol Type, bool IsReadOnly, ImmutableArray<byte> Initial, IrGlobal Ir)
{
    /// <summary>What of the kernel's it stands for, a name of <c>BpfExternKind</c>; null for the object's own.</summary>
    public string? Extern { get; init; }

    /// <summary>Whether it is an address in the kernel, and not a variable.</summary>
    public bool IsSymbol => Extern == "Symbol";
}

/// <summary>A method that stands for a function of the kernel's.</summary>
internal sealed record BoundKernelFunction(IMethodSymbol Method, IrKernelFunction Ir);

internal sealed record BoundProgram(IMethodSymbol Method, HookKind Hook, string? Target, string? FallbackFor, bool MaySleep = false)
{
    /// <summary>What a trapped program returns.</summary>
    public long NeutralValue { get; init; } = Hook.NeutralValue;

    public string Section => (MaySleep ? Hook.SectionPrefix + ".s" : Hook.SectionPrefix) + (Target is null ? "" : "/" + Target);
}
