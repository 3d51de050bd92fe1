using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Diagnostics;

/// <summary>Every diagnostic of the front end; each has a page in <c>docs/diagnostics</c>.</summary>
internal static class DiagnosticDescriptors
{
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        .. ObjectDiagnostics.All,
        .. HookDiagnostics.All,
        .. LanguageDiagnostics.All,
        .. MemoryDiagnostics.All,
        .. ValueFieldDiagnostics.All,
        .. VerifierDiagnostics.All,
        .. FunctionDiagnostics.All,
        .. ExternDiagnostics.All,
        .. PrintkDiagnostics.All,
    ];

    /// <summary>The page that explains a diagnostic.</summary>
    public static string HelpLink(string id) => $"https://github.com/bpfsharp/bpfsharp/blob/main/docs/diagnostics/{id}.md";

    /// <summary>An error means that there is no object, so no configuration may hide it.</summary>
    internal static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "BpfSharp", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink(id),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

    internal static DiagnosticDescriptor Warning(string id, string title, string message) =>
        new(id, title, message, "BpfSharp", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLink(id));
}
