namespace BpfSharp;

/// <summary>
/// Keeps a helper method as a BPF-to-BPF function instead of inlining it: smaller programs where it is called often, and stack
/// space of its own (together, the functions that run inside one another have 512 bytes). The verifier still follows each
/// call into it. Arguments may be anything but ring buffer slots; references and spans cannot be returned (BPF0180). At most
/// eight functions run inside one another, the program included (BPF0181). Has no effect when the method runs on the CLR.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BpfFunctionAttribute : Attribute;
