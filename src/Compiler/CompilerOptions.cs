namespace BpfSharp.Compiler;

/// <summary>What a project may choose about its objects.</summary>
/// <param name="Cpu">The BPF instruction set: <c>v3</c> (kernel 5.12 for all of its atomics) is LLVM's and ours.</param>
/// <param name="EmbedSource">Whether the C# lines are kept in the object's BTF for verifier messages; off for private sources.</param>
/// <param name="MinimumKernel">The oldest kernel the objects must load on, as major.minor; null means 5.10.</param>
/// <param name="Architecture">The machines whose saved registers kprobes read.</param>
internal sealed record CompilerOptions(
    string Cpu = "v3", bool EmbedSource = true, Version? MinimumKernel = null, TargetArchitecture Architecture = TargetArchitecture.X64)
{
    /// <summary>The oldest supported kernel when a project does not say: Debian 11's.</summary>
    public static readonly Version DefaultMinimumKernel = new(5, 10);

    public Version EffectiveMinimumKernel => MinimumKernel ?? DefaultMinimumKernel;
}
