using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using static BpfSharp.Compiler.Diagnostics.DiagnosticDescriptors;

namespace BpfSharp.Compiler.Diagnostics;

/// <summary>BPF0300–BPF0319: <c>Bpf.Printk</c>.</summary>
internal static class PrintkDiagnostics
{
    public static readonly DiagnosticDescriptor TooManyValues = Error(
        "BPF0300", "Too many values to print",
        "Bpf.Printk takes at most 3 values in one message, this one has {0}; print twice");

    public static readonly DiagnosticDescriptor ValueType = Error(
        "BPF0301", "The value cannot be printed by the kernel",
        "A value of type '{0}' cannot be printed: {1}");

    public static readonly DiagnosticDescriptor Format = Error(
        "BPF0302", "The format is not known to the kernel",
        "The format '{0}' cannot be used for '{1}': {2}");

    public static readonly DiagnosticDescriptor Message = Error(
        "BPF0303", "The message must be known at build time",
        "Bpf.Printk needs an interpolated string or a constant: {0}");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [TooManyValues, ValueType, Format, Message];
}
