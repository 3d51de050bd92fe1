namespace BpfSharp.Compiler.Ir;

/// <summary>A place where C# would throw, which the object tells of.</summary>
/// <param name="Exception">The name of what C# would throw.</param>
/// <param name="Counter">Its number in <c>bpfsharp_traps</c>; null where constants have shown that nothing is to be checked.</param>
internal sealed record IrCheck(SourceSpan Span, string Exception, int? Counter);
