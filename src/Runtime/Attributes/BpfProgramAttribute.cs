namespace BpfSharp;

/// <summary>Base of the attributes that make a method a kernel program and say where it is hooked in.</summary>
/// <param name="target">What the program attaches to (a function, a tracepoint…); null where the hook needs none or is given when attaching.</param>
[AttributeUsage(AttributeTargets.Method)]
public abstract class BpfProgramAttribute(string? target) : Attribute
{
    /// <summary>What the program attaches to; null where the hook has no named target.</summary>
    public string? Target { get; } = target;

    /// <summary>
    /// Name of the program method this one stands in for. It is loaded only when that one cannot be used on the
    /// running kernel for a typed reason (no BTF, program type unknown, hook absent), never because of a verifier error.
    /// </summary>
    public string? FallbackFor { get; set; }
}
