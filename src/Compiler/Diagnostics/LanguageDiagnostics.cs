using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using static BpfSharp.Compiler.Diagnostics.DiagnosticDescriptors;

namespace BpfSharp.Compiler.Diagnostics;

/// <summary>BPF0100–BPF0199: C# that cannot run in the kernel, or not yet.</summary>
internal static class LanguageDiagnostics
{
    public static readonly DiagnosticDescriptor Construct = Error(
        "BPF0100", "The construct cannot be compiled to BPF",
        "{0} cannot be compiled to BPF: {1}");

    public static readonly DiagnosticDescriptor Call = Error(
        "BPF0101", "The member has no BPF implementation",
        "'{0}' cannot be used in a BPF program: {1}");

    public static readonly DiagnosticDescriptor FloatingPoint = Error(
        "BPF0102", "The kernel has no floating point",
        "'{0}' cannot be used in a BPF program: BPF has no floating-point registers; scale to an integer type instead");

    public static readonly DiagnosticDescriptor Allocation = Error(
        "BPF0103", "The kernel has no managed heap",
        "{0} allocates on the managed heap, which a BPF program does not have; {1}");

    public static readonly DiagnosticDescriptor Exceptions = Error(
        "BPF0104", "BPF programs cannot catch",
        "{0} cannot be compiled to BPF: what is thrown ends the program and is counted in Traps; return early instead");

    public static readonly DiagnosticDescriptor Recursion = Error(
        "BPF0105", "BPF programs cannot recurse",
        "'{0}' calls itself ({1}); a BPF program has a fixed stack, so use a loop with a bound");

    public static readonly DiagnosticDescriptor Dispatch = Error(
        "BPF0106", "The call's target is not known at build time",
        "{0} cannot be compiled to BPF: {1}");

    public static readonly DiagnosticDescriptor Type = Error(
        "BPF0107", "The type cannot be used in a BPF program",
        "A value of type '{0}' cannot be used in a BPF program: {1}");

    public static readonly DiagnosticDescriptor StaticState = Error(
        "BPF0108", "Static fields are not shared with the kernel",
        "'{0}' is a static field, which the kernel cannot see; declare a global ('partial ref T {1} {{ get; }}') in the BPF object, or a const");

    public static readonly DiagnosticDescriptor UserSideMember = Error(
        "BPF0109", "The member belongs to user space",
        "'{0}' works in user space only and cannot be used in a BPF program{1}");

    public static readonly DiagnosticDescriptor InstanceState = Error(
        "BPF0110", "Instance fields are not shared with the kernel",
        "'{0}' is a field of the user-space object, which the kernel cannot see; declare a global ('partial ref T {1} {{ get; }}')");

    public static readonly DiagnosticDescriptor StaticValue = Error(
        "BPF0111", "The static field's value is not known at build time",
        "'{0}' cannot be read in a BPF program: {1}; initialise it with constants, or declare a read-only global ('partial T Name {{ get; init; }}')");

    public static readonly DiagnosticDescriptor MinimumKernel = Error(
        "BPF0120", "The minimum kernel lacks this",
        "{0} needs Linux {1}, but BpfMinimumKernel is {2}; {3}");

    public static readonly DiagnosticDescriptor TooComplex = Error(
        "BPF0130", "The code is too large to compile",
        "'{0}' is too large: {1}");

    public static readonly DiagnosticDescriptor Helper = Error(
        "BPF0160", "The method cannot stand for a kernel helper",
        "'{0}' cannot be called as a helper of the kernel: {1}");

    public static readonly DiagnosticDescriptor Internal = Error(
        "BPF0199", "The compiler failed",
        "BpfSharp failed on this class, which is a bug in BpfSharp and not in your code; please report it with the class and this text: {0}");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        Construct, Call, FloatingPoint, Allocation, Exceptions, Recursion, Dispatch, Type, StaticState, UserSideMember,
        InstanceState, StaticValue, MinimumKernel, TooComplex, Helper, Internal,
    ];
}
