using System.Collections.Immutable;
using BpfSharp.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Generator.Diagnostics;

/// <summary>BPF0900–BPF0919: what LLVM says of the code, and what goes wrong on the way to it.</summary>
internal static class GeneratorDiagnostics
{
    public static readonly DiagnosticDescriptor BackendError = New(
        "BPF0900", "LLVM cannot compile this for eBPF",
        "{0}", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor BackendWarning = New(
        "BPF0901", "LLVM warns of this code",
        "{0}", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor LlvmUnusable = New(
        "BPF0910", "LLVM is not installed",
        "eBPF objects cannot be compiled: {0}", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor WorkerNotFound = New(
        "BPF0911", "The LLVM worker cannot be found",
        "eBPF objects cannot be compiled: the MSBuild property '{0}' {1}. It is set by BpfSharp's build files; check that the package reference does not exclude 'build' assets.",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor WorkerFailed = New(
        "BPF0912", "The LLVM worker failed",
        "eBPF objects cannot be compiled ({0}): {1}", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor InternalDefect = New(
        "BPF0913", "BpfSharp has a defect",
        "The front end failed on '{0}', which is a defect in BpfSharp whatever the code is; please report it with this text: {1}", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor InvalidProperty = New(
        "BPF0914", "A BpfSharp property has a value that it cannot have",
        "The MSBuild property '{0}' is '{1}'; it must be {2}", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor NoReason = New(
        "BPF0915", "A class has no object and nobody says why",
        "'{0}' gets no eBPF object although neither C# nor BpfSharp found an error in it, which is a defect in BpfSharp; please report it with the class's source",
        DiagnosticSeverity.Error, WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor NotForPrograms = New(
        "BPF0916", "No program can call a method of the library",
        "No program can call '{0}': {1}", DiagnosticSeverity.Warning);

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
        [BackendError, BackendWarning, LlvmUnusable, WorkerNotFound, WorkerFailed, InternalDefect, InvalidProperty, NoReason, NotForPrograms];

    public static Diagnostic Defect(INamedTypeSymbol type, Exception e) =>
        Diagnostic.Create(InternalDefect, type.Locations.FirstOrDefault(), type.ToDisplayString(), e.ToString().Replace("\r", "").Replace('\n', ' '));

    // Not configurable: a build that lost its object silently would only fail when the program runs.
    static DiagnosticDescriptor New(string id, string title, string message, DiagnosticSeverity severity, params string[] tags) =>
        new(id, title, message, "BpfSharp", severity, isEnabledByDefault: true, helpLinkUri: DiagnosticDescriptors.HelpLink(id),
            customTags: severity == DiagnosticSeverity.Error ? [WellKnownDiagnosticTags.NotConfigurable, .. tags] : tags);
}
