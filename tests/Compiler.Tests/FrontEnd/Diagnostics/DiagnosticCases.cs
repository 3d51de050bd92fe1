using System.Collections.Immutable;

namespace BpfSharp.Compiler.Tests.FrontEnd.Diagnostics;

/// <summary>The table of mistakes, by the files that declare their diagnostics.</summary>
internal static partial class DiagnosticCases
{
    public static ImmutableArray<DiagnosticCase> All =>
        [.. Objects, .. Hooks, .. Language, .. Refused, .. Forms, .. Memory, .. ValueFields, .. Prototypes, .. Verifier, .. Functions, .. Externs, .. Printk];
}
