namespace BpfSharp.Compiler.Emit;

/// <param name="Cpu">The BPF instruction set, <c>v1</c> to <c>v4</c>, as LLVM names them.</param>
/// <param name="Producer">What the compile unit says made it.</param>
internal sealed record EmitOptions(string Cpu, string Producer = "BpfSharp")
{
    /// <summary>Whether the CPU divides signed numbers; older ones only divide unsigned.</summary>
    public bool HasSignedDivision => Cpu is not ("v1" or "v2" or "v3" or "generic" or "");
}
