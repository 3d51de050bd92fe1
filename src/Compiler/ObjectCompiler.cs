using System.Collections.Immutable;
using BpfSharp.Compiler.Binding;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler;

/// <summary>
/// Compiles a class as often as it has to be. BPF code is the same on all machines, and so is most of what it reads; only a
/// class that reads the registers which the kernel saved is compiled again for the next kind of machine.
/// </summary>
internal static class ObjectCompiler
{
    public static ObjectResult Compile(INamedTypeSymbol type, Compilation compilation, CompilerOptions options, CancellationToken cancellation)
    {
        CompilationResult first = BpfCompiler.Compile(type, compilation, options, cancellation);
        // A class that names this machine's registers means this machine alone.
        if (!options.EveryArchitecture || !first.Ties.Any || first.Ties.NamesOwnRegisters)
            return ObjectResult.Of(first);
        CompilerOptions other = options with { Architecture = options.Architecture == TargetArchitecture.X64 ? TargetArchitecture.Arm64 : TargetArchitecture.X64 };
        CompilationResult second = BpfCompiler.Compile(type, compilation, other, cancellation);
        return first.Ties.NamesOtherRegisters ? ObjectResult.Of(second) : Join(first, second);
    }

    private static ObjectResult Join(CompilationResult first, CompilationResult second)
    {
        EquatableArray<ArchitectureModule> one = ObjectResult.ModulesOf(first), two = ObjectResult.ModulesOf(second);
        bool isComplete = !one.IsEmpty && !two.IsEmpty;
        // One class has one definition at run time, whichever object it loads.
        if (isComplete && first.Model != second.Model)
            throw new InvalidOperationException($"The shape of {first.Model.FullName} differs between {first.Ties.Architecture} and {second.Ties.Architecture}.");
        ImmutableArray<Diagnostic> diagnostics = [.. first.Diagnostics.Union(second.Diagnostics)];
        return new ObjectResult(first.Model, isComplete ? [.. one.Items, .. two.Items] : [], diagnostics);
    }
}
