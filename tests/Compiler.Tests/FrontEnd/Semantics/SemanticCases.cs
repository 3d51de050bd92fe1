namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

/// <summary>The table of semantic tests, by chapter.</summary>
internal static partial class SemanticCases
{
    /// <summary>Its cases need bpf_loop.</summary>
    public const string CallbackChapter = "loops and visits by the kernel";

    /// <summary>Its cases need iterators.</summary>
    public const string RangeChapter = "ranges that the kernel counts";

    public static IEnumerable<(string Chapter, SemanticCase Case)> All =>
    [
        .. Arithmetic.Select(c => ("arithmetic", c)),
        .. ControlFlow.Select(c => ("control flow", c)),
        .. Patterns.Select(c => ("switches and patterns", c)),
        .. Expressions.Select(c => ("expressions", c)),
        .. Structs.Select(c => ("structs", c)),
        .. Receivers.Select(c => ("receivers and defensive copies", c)),
        .. Calls.Select(c => ("calls", c)),
        .. Subprograms.Select(c => ("functions of their own", c)),
        .. Callbacks.Select(c => (CallbackChapter, c)),
        .. Ranges.Select(c => (RangeChapter, c)),
        .. Shared.Select(c => ("maps and globals", c)),
        .. Memory.Select(c => ("pointers and buffers", c)),
        .. Layout.Select(c => ("layout", c)),
        .. Generics.Select(c => ("generics", c)),
        .. Spans.Select(c => ("spans and constant data", c)),
        .. Nullables.Select(c => ("nullable values", c)),
        .. Tuples.Select(c => ("tuples", c)),
        .. Records.Select(c => ("records and primary constructors", c)),
        .. StructPatterns.Select(c => ("patterns over structs", c)),
        .. ForEach.Select(c => ("foreach", c)),
        .. Finally.Select(c => ("finally and using", c)),
        .. Delegates.Select(c => ("lambdas and local functions", c)),
        .. Extensions.Select(c => ("extensions", c)),
        .. Values.Select(c => ("function pointers, indexes, ranges and fixed", c)),
        .. Operators.Select(c => ("operators and properties", c)),
        .. Bcl.Select(c => ("library members", c)),
        .. Overrides.Select(c => ("a type's own members", c)),
        .. Traps.Select(c => ("traps", c)),
    ];
}
