namespace BpfSharp.Compiler.Binding;

/// <summary>A place in the C# where a program may end early because C# would throw there.</summary>
/// <param name="File">The path as the compiler knows it (already mapped by <c>PathMap</c> when that is set).</param>
/// <param name="Line">One-based.</param>
/// <param name="Column">One-based.</param>
/// <param name="Reason">What would be thrown and why, in words for a person.</param>
internal sealed record TrapSiteModel(string File, int Line, int Column, string Reason);
