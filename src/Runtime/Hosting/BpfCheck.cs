namespace BpfSharp;

/// <summary>A place in the C# of an object's programs where C# would throw, and what the compiler made of it.</summary>
/// <param name="File">Source file, as the build's <c>PathMap</c> has it.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Exception">Name of what C# would throw, such as <c>IndexOutOfRangeException</c>.</param>
/// <param name="Outcome">Whether the object's code checks it.</param>
public sealed record BpfCheck(string File, int Line, int Column, string Exception, BpfCheckOutcome Outcome)
{
    /// <summary><c>file(line,column): exception: outcome</c>.</summary>
    public override string ToString() => $"{File}({Line},{Column}): {Exception}: {Outcome switch { BpfCheckOutcome.Emitted => "emitted", BpfCheckOutcome.ProvenByLlvm => "proven by LLVM", _ => "proven by constants" }}";
}

/// <summary>What became of a place where C# would throw.</summary>
public enum BpfCheckOutcome
{
    /// <summary>
    /// The code checks it and can count its trap. Where a helper is called from several places, or a loop was unrolled, at least one copy of
    /// the check is left. Checks that only the verifier needs count too.
    /// </summary>
    Emitted,

    /// <summary>LLVM has shown that it cannot happen, or is never reached: no instruction is left that could count its trap.</summary>
    ProvenByLlvm,

    /// <summary>Constants in the C# show it (an index within a known length, a divisor that is not 0): no check was made.</summary>
    ProvenByConstants,
}
