using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using static BpfSharp.Compiler.Diagnostics.DiagnosticDescriptors;

namespace BpfSharp.Compiler.Diagnostics;

/// <summary>BPF0180–BPF0189: methods that become functions of their own in the object.</summary>
internal static class FunctionDiagnostics
{
    public static readonly DiagnosticDescriptor Subprogram = Error(
        "BPF0180", "The method cannot be a BPF function",
        "'{0}' cannot be a BPF function: {1}; without [BpfFunction] it is inlined");

    public static readonly DiagnosticDescriptor CallDepth = Error(
        "BPF0181", "The calls are nested too deeply",
        "This call is {0} functions deep ({1}), and the kernel allows {2}; leave [BpfFunction] off one of them, and it is inlined");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [Subprogram, CallDepth];
}
