namespace BpfSharp.Compiler.Ir;

/// <summary>A place in the user's C#: what line info, backend errors and trap records point at.</summary>
/// <param name="File">The path as the compiler knows it (already mapped by <c>PathMap</c> when that is set).</param>
/// <param name="Line">One-based line.</param>
/// <param name="Column">One-based column.</param>
internal readonly record struct SourceSpan(string File, int Line, int Column)
{
    public override string ToString() => $"{File}({Line},{Column})";
}
