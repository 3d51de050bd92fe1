using System.Collections.Immutable;
using BpfSharp.Compiler.Binding;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler;

/// <summary>What becomes of one <c>[BpfObject]</c> class: one object for all machines, or one for each kind.</summary>
/// <param name="Model">See <see cref="CompilationResult.Model"/>.</param>
/// <param name="Modules">Empty when there are errors.</param>
/// <param name="Diagnostics">What was found for any machine, each once.</param>
internal sealed record ObjectResult(ObjectModel Model, EquatableArray<ArchitectureModule> Modules, ImmutableArray<Diagnostic> Diagnostics)
{
    public static ObjectResult Of(CompilationResult result) => new(result.Model, ModulesOf(result), result.Diagnostics);

    public static EquatableArray<ArchitectureModule> ModulesOf(CompilationResult result) =>
        result.ModuleText is { } text ? [new ArchitectureModule(result.Ties.Any ? result.Ties.Architecture : null, result.Cpu, text)] : [];
}

/// <summary>The source of one object.</summary>
/// <param name="Architecture">The only machine it is right on; null when it is right on all.</param>
/// <param name="Cpu">See <see cref="CompilationResult.Cpu"/>.</param>
/// <param name="Text">LLVM IR.</param>
internal sealed record ArchitectureModule(TargetArchitecture? Architecture, string Cpu, string Text);
