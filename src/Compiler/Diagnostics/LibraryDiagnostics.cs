using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using static BpfSharp.Compiler.Diagnostics.DiagnosticDescriptors;

namespace BpfSharp.Compiler.Diagnostics;

/// <summary>BPF0185–BPF0189: methods for programs of other projects.</summary>
internal static class LibraryDiagnostics
{
    public static readonly DiagnosticDescriptor NotForPrograms = Warning(
        "BPF0185", "No program can call a method of the library",
        "No program can call '{0}': {1}");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [NotForPrograms];
}
