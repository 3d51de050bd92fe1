namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

/// <summary>The table of semantic tests, by chapter.</summary>
internal static partial class SemanticCases
{
    public static IEnumerable<(string Chapter, SemanticCase Case)> All =>
    [
        .. Arithmetic.Select(c => ("arithmetic", c)),
        .. ControlFlow.Select(c => ("control flow", c)),
        .. Patterns.Select(c => ("switches and patterns", c)),
        .. Expressions.Select(c => ("expressions", c)),
        .. Structs.Select(c => ("structs", c)),
        .. Receivers.Select(c => ("receivers and defensive copies", c)),
        .. Calls.Select(c => ("calls", c)),
        .. Shared.Select(c => ("maps and globals", c)),
        .. Memory.Select(c => ("pointers and buffers", c)),
        .. Layout.Select(c => ("layout", c)),
        .. Traps.Select(c => ("traps", c)),
    ];
}
