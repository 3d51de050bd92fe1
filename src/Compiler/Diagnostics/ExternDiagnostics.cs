using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using static BpfSharp.Compiler.Diagnostics.DiagnosticDescriptors;

namespace BpfSharp.Compiler.Diagnostics;

/// <summary>BPF0190–BPF0198: what an object has from the kernel that loads it.</summary>
internal static class ExternDiagnostics
{
    public static readonly DiagnosticDescriptor Kconfig = Error(
        "BPF0190", "The configuration value cannot be declared like this",
        "[Kconfig] cannot be used on '{0}': {1}");

    public static readonly DiagnosticDescriptor Ksym = Error(
        "BPF0191", "The kernel symbol cannot be declared like this",
        "[Ksym] cannot be used on '{0}': {1}");

    public static readonly DiagnosticDescriptor Kfunc = Error(
        "BPF0192", "The kernel function cannot be declared like this",
        "[Kfunc] cannot be used on '{0}': {1}");

    // A helper method may come before the program that is to call it.
    public static readonly DiagnosticDescriptor UserCall = Warning(
        "BPF0193", "The kernel function is called outside of programs",
        "'{0}' is a function of the kernel, which only programs can call, and no program of this object runs {1}; in user space the call throws");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [Kconfig, Ksym, Kfunc, UserCall];
}
