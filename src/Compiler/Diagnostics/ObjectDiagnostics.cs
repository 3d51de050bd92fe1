using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using static BpfSharp.Compiler.Diagnostics.DiagnosticDescriptors;

namespace BpfSharp.Compiler.Diagnostics;

/// <summary>BPF0001–BPF0019: the class, its maps and its globals.</summary>
internal static class ObjectDiagnostics
{
    public static readonly DiagnosticDescriptor ClassMustBePartial = Error(
        "BPF0001", "A BPF object's class must be partial",
        "'{0}' must be declared 'sealed partial', because the other half of it is generated");

    public static readonly DiagnosticDescriptor ClassShape = Error(
        "BPF0002", "A BPF object must be a plain class",
        "'{0}' cannot be a BPF object: {1}");

    public static readonly DiagnosticDescriptor ClassBase = Error(
        "BPF0003", "A BPF object has its own base class",
        "'{0}' cannot derive from '{1}': the generated half derives from BpfSharp.BpfObject");

    public static readonly DiagnosticDescriptor MapShape = Error(
        "BPF0010", "A map must be a partial get-only instance property",
        "The map '{0}' must be declared as 'public partial {1} {0} {{ get; }}'");

    public static readonly DiagnosticDescriptor MapMaxEntries = Error(
        "BPF0011", "A map needs a valid size",
        "The map '{0}' needs [BpfMap(MaxEntries = …)]: {1}");

    public static readonly DiagnosticDescriptor GlobalShape = Error(
        "BPF0012", "A global must be a partial 'get; init;' or 'ref' property",
        "'{0}' is neither a map nor a global: a read-only global is 'partial T {0} {{ get; init; }}', a live one 'partial ref T {0} {{ get; }}'");

    public static readonly DiagnosticDescriptor DataType = Error(
        "BPF0013", "Data shared with the kernel must have a fixed layout",
        "'{0}' cannot be used for '{1}': {2}");

    public static readonly DiagnosticDescriptor MapAttribute = Error(
        "BPF0014", "[BpfMap] belongs on a map property",
        "[BpfMap] on '{0}' has no effect: its type '{1}' is not a map type of BpfSharp");

    public static readonly DiagnosticDescriptor InitialValue = Error(
        "BPF0015", "[InitialValue] does not fit",
        "[InitialValue] cannot be used on '{0}': {1}");

    public static readonly DiagnosticDescriptor ReservedName = Error(
        "BPF0016", "The name is taken",
        "'{0}' cannot be the name of a {1}: {2}");

    public static readonly DiagnosticDescriptor MapArguments = Error(
        "BPF0017", "The map cannot be declared like this",
        "The map '{0}' cannot be declared like this: {1}");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
        [ClassMustBePartial, ClassShape, ClassBase, MapShape, MapMaxEntries, GlobalShape, DataType, MapAttribute, InitialValue, ReservedName, MapArguments];
}
