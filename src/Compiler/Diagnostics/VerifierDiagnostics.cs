using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using static BpfSharp.Compiler.Diagnostics.DiagnosticDescriptors;

namespace BpfSharp.Compiler.Diagnostics;

/// <summary>BPF0150–BPF0159 and BPF0161: what compiles, but the kernel's verifier would refuse at load, or a trap would end.</summary>
internal static class VerifierDiagnostics
{
    public static readonly DiagnosticDescriptor License = Error(
        "BPF0150", "The kernel keeps this for GPL-compatible objects",
        "'{0}' needs a licence that goes with the GPL, but the object's is \"{1}\"; \"Dual MIT/GPL\" is one that does");

    // Which path is possible is the verifier's to decide in the end: a condition that we cannot follow may rule one out.
    public static readonly DiagnosticDescriptor SlotLeft = new(
        "BPF0151", "A ring buffer slot is not ended on every path",
        "The slot '{0}' is neither submitted nor discarded on some path to the end of '{1}'; the verifier refuses such a program: call Submit or Discard before every return",
        "BpfSharp", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLink("BPF0151"));

    public static readonly DiagnosticDescriptor EndlessLoop = Error(
        "BPF0152", "The loop never ends",
        "Nothing leaves this loop, so '{0}' would never return; let a counter run to a bound, or leave it with 'break'");

    public static readonly DiagnosticDescriptor Stack = Error(
        "BPF0153", "The stack is too small",
        "{0} at least {1} bytes of stack, and there are {2}: {3}; keep large data in a per-CPU array map");

    // Later kernels may allow it, and who names a helper by its number may know one.
    public static readonly DiagnosticDescriptor HookSupport = Warning(
        "BPF0154", "The kernel does not give this to programs of the hook",
        "{0} is not for {1}: {2}");

    // What the kernel does with such a key is what was asked for, only that nobody means it.
    public static readonly DiagnosticDescriptor KeyPadding = Warning(
        "BPF0155", "The bytes between a key's fields count",
        "The kernel compares '{0}' byte by byte, and in a '{1}' {2} to no field and may hold anything: give it a value with 'default' or 'new()' first, or pass a copy that is made of its fields");

    // The program may know that the key is there, so this is no more than a suggestion.
    public static readonly DiagnosticDescriptor NullReference = new(
        "BPF0161", "A map's element may not be there",
        "'{0}' is a null reference where the map has no such key, and using it then ends the program with a trap; test it with Unsafe.IsNullRef first",
        "BpfSharp", DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: HelpLink("BPF0161"));

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [License, SlotLeft, EndlessLoop, Stack, HookSupport, KeyPadding, NullReference];
}
