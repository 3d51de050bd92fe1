namespace BpfSharp.Objects;

/// <summary>An instruction whose relocation failed, and why.</summary>
internal sealed class RelocationFailure(int instructionIndex, int useIndex, string kind, string type, string? path, string reason, SourceLineTable lines)
{
    /// <summary>The helper number that replaces a failed CO-RE relocation; the verifier's log names it. The same as libbpf's.</summary>
    public const int PoisonHelper = 195896080;

    /// <summary>The helper number that replaces a reference to a missing kfunc or kernel variable.</summary>
    public const int MissingKfuncHelper = 2002000000;

    /// <summary><see cref="Kind"/> of a kernel function that is missing.</summary>
    public const string KernelFunction = "kernel function";

    /// <summary><see cref="Kind"/> of a symbol of the kernel's that is missing.</summary>
    public const string KernelSymbol = "kernel symbol";

    /// <summary>In the linked program.</summary>
    public int InstructionIndex => instructionIndex;

    /// <summary>Where what it has is used: the instruction whose line is the one to show.</summary>
    public int UseIndex => useIndex;

    /// <summary>What was asked of the kernel, in words: <c>field offset</c>, <c>enumerator value</c>.</summary>
    public string Kind => kind;

    /// <summary>The local type, <c>struct task_struct</c>, or the kernel symbol.</summary>
    public string Type => type;

    /// <summary>The field or enumerator: <c>real_parent.tgid</c>; null for a whole type.</summary>
    public string? Field => path;

    /// <summary>A sentence that says what the kernel lacks or has different.</summary>
    public string Reason => reason;

    /// <summary>The source line; null when the object has no line info.</summary>
    public SourceLine? Source => lines.Find(useIndex);

    public override string ToString()
    {
        string what = path is null ? $"{kind} of {type}" : $"{kind} of {path} in {type}";
        return Source is { } source ? $"{source}: {what}: {reason}" : $"instruction {instructionIndex}: {what}: {reason}";
    }
}
