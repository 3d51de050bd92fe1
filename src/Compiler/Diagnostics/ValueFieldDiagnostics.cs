using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using static BpfSharp.Compiler.Diagnostics.DiagnosticDescriptors;

namespace BpfSharp.Compiler.Diagnostics;

/// <summary>BPF0220–BPF0229: timers, locks and references in map values.</summary>
internal static class ValueFieldDiagnostics
{
    public static readonly DiagnosticDescriptor Placement = Error(
        "BPF0220", "A timer, lock or reference cannot be here",
        "'{0}' cannot have {1}: {2}");

    public static readonly DiagnosticDescriptor Copy = Error(
        "BPF0221", "A value with a timer, lock or reference is not copied",
        "This copies a '{0}' from or to a map's element, and the kernel lets no program touch the {1} in it; use its fields by reference, and TrySet to replace the element");

    public static readonly DiagnosticDescriptor Use = Error(
        "BPF0222", "A timer, lock or reference cannot be used like this",
        "{0} cannot be used here: {1}");

    public static readonly DiagnosticDescriptor LockRegion = Error(
        "BPF0223", "Nothing is called while a lock is held",
        "'{0}' calls {1} while the lock is held, which the kernel does not allow; do it before or after");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [Placement, Copy, Use, LockRegion];
}
