namespace BpfSharp.Compiler.Binding;

/// <summary>A partial method that stands for a function of the kernel's.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Header">The method up to its body: <c>private static partial int bpf_something(int value)</c>.</param>
internal sealed record KernelFunctionModel(string Name, string Header);
