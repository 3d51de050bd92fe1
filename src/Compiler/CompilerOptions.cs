namespace BpfSharp.Compiler;

/// <summary>What a project may choose about its objects.</summary>
/// <param name="Cpu">The BPF instruction set, <c>v1</c> to <c>v4</c>; null means the newest that the minimum kernel runs.</param>
/// <param name="EmbedSource">Whether the C# lines are kept in the object's BTF for verifier messages; off for private sources.</param>
/// <param name="MinimumKernel">The oldest kernel the objects must load on, as major.minor; null means 5.10.</param>
/// <param name="Architecture">The machines whose saved registers kprobes read.</param>
/// <param name="EveryArchitecture">Whether <see cref="ObjectCompiler"/> makes an object for each other kind of machine as well, for classes that need it.</param>
internal sealed record CompilerOptions(
    string? Cpu = null, bool EmbedSource = true, Version? MinimumKernel = null,
    TargetArchitecture Architecture = TargetArchitecture.X64, bool EveryArchitecture = false)
{
    /// <summary>The oldest supported kernel when a project does not say: Debian 11's.</summary>
    public static readonly Version DefaultMinimumKernel = new(5, 10);

    // v4: signed division, sign extension, byte swaps, long jumps (kernel/bpf/verifier.c of 6.6, LLVM 17). v3: 32-bit jumps
    // (5.1); its fetching atomics (5.12) are chosen, or refused, one by one.
    private static readonly Version s_firstWithV4 = new(6, 6);

    public Version EffectiveMinimumKernel => MinimumKernel ?? DefaultMinimumKernel;

    public string EffectiveCpu => Cpu ?? (EffectiveMinimumKernel >= s_firstWithV4 ? "v4" : "v3");
}
