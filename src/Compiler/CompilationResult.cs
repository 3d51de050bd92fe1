using System.Collections.Immutable;
using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler;

/// <summary>What the front end makes of one <c>[BpfObject]</c> class.</summary>
/// <param name="Model">Always there, as complete as the source allows, so that the class's other half can be generated.</param>
/// <param name="ModuleText">The LLVM IR; null when there are errors.</param>
/// <param name="Diagnostics">Everything found, errors and warnings, at the user's spans.</param>
/// <param name="Module">The IR that <paramref name="ModuleText"/> was printed from, for tests and tools; null when lowering did not come so far.</param>
internal sealed record CompilationResult(
    ObjectModel Model,
    string? ModuleText,
    ImmutableArray<Diagnostic> Diagnostics,
    IrModule? Module)
{
    /// <summary>The instruction set it was written for: the object may have chosen another minimum kernel than its project.</summary>
    public required string Cpu { get; init; }

    /// <summary>Whether the object is right on the machines it was compiled for only.</summary>
    public required ArchitectureTies Ties { get; init; }
}
