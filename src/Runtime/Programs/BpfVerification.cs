namespace BpfSharp;

/// <summary>What the kernel's verifier said of one program, from <see cref="BpfObjectFile.Verify"/>.</summary>
/// <param name="Program">Its name.</param>
/// <param name="Section">Its ELF section, which says what it is for.</param>
public sealed record BpfVerification(string Program, string Section)
{
    /// <summary>
    /// Why it was refused: mostly a <see cref="VerifierException"/>, a <see cref="BpfUnsupportedException"/> where the kernel
    /// lacks the hook or its target; null when it was accepted.
    /// </summary>
    public BpfException? Refusal { get; init; }

    /// <summary>How many instructions the verifier followed on all paths; a million is the limit. 0 when it did not say.</summary>
    public int VerifiedInstructions { get; init; }

    /// <summary>How many states it kept to compare others with.</summary>
    public int States { get; init; }

    /// <summary>
    /// Bytes of stack: on the deepest path of calls where the verifier says so (Linux 7.3), else of the program and all functions it
    /// calls together. 512 is the limit for a path.
    /// </summary>
    public int StackDepth { get; init; }
}
