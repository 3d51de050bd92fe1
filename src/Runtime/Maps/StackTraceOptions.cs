namespace BpfSharp;

/// <summary>How a stack is captured, with the kernel's values (<c>BPF_F_…</c> of <c>bpf_get_stackid</c>).</summary>
[Flags]
public enum StackTraceOptions
{
    /// <summary>The kernel's stack; an equal one is stored once, another one with the same hash is not stored.</summary>
    None = 0,
    /// <summary>The user space's stack, by frame pointers.</summary>
    User = 1 << 8,
    /// <summary>Takes stacks with the same hash for equal without comparing them.</summary>
    CompareHashOnly = 1 << 9,
    /// <summary>Replaces another stack with the same hash.</summary>
    Replace = 1 << 10,
}
