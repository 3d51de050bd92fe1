namespace BpfSharp;

/// <summary>
/// Something a program did that would have thrown in C# (index out of range, division by zero, a failing map set…):
/// the program ended there with its hook's neutral value and was counted.
/// </summary>
/// <param name="File">Source file.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Reason">What happened.</param>
/// <param name="Count">How often since loading.</param>
public sealed record BpfTrap(string File, int Line, int Column, string Reason, ulong Count)
{
    /// <summary><c>file(line,column): reason (n times)</c>.</summary>
    public override string ToString() => $"{File}({Line},{Column}): {Reason} ({Count} times)";
}
