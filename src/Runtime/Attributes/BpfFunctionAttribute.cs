namespace BpfSharp;

/// <summary>
/// Keeps a helper method as a BPF-to-BPF subprogram instead of inlining it: smaller programs, a fresh 512-byte
/// stack budget shared along the call chain, and its own verification state.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BpfFunctionAttribute : Attribute;
