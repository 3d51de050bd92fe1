namespace BpfSharp.Compiler;

/// <summary>What a project may choose about its objects.</summary>
/// <param name="Cpu">The BPF instruction set: <c>v3</c> (kernel 5.12 for all of its atomics) is LLVM's and ours.</param>
/// <param name="EmbedSource">Whether the C# lines are kept in the object's BTF for verifier messages; off for private sources.</param>
internal sealed record CompilerOptions(string Cpu = "v3", bool EmbedSource = true);
